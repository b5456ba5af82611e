//! Pages, forms and routes: everything that speaks HTTP and HTML, and nothing else.
//!
//! Reading starts at `route.rs`, the table of contents; [`router`] puts the routes into what every request passes
//! through (`serve.rs`). Each page has a module with its view, a template of the same name, and sample values by which
//! [`gallery`] shows and tests it.

mod alert;
mod asset;
mod board;
mod books;
mod card;
mod case;
mod contract;
mod copy;
mod data;
mod delegation;
mod desk;
mod error;
mod flow;
mod foresee;
mod form;
mod frame;
pub mod gallery;
mod home;
mod household;
mod http;
mod icon;
mod inspect;
mod intake;
mod late;
mod leave;
mod log;
mod machine;
mod meeting;
mod objection;
mod pace;
mod part;
mod photo;
mod picture;
mod plot;
mod press;
mod qr;
mod reading;
mod roster;
mod route;
mod rules;
mod sample;
mod screen;
mod search;
mod serve;
mod show;
mod sign_in;
mod state;
mod takeover;
mod text;
mod told;
mod view;
mod village;

pub use roster::people::{FaultyRoster, new_people};
pub use route::{ROUTES, Route, Who};
pub use search::{Found, Index, Scope, plain_line};
pub use serve::{router, serve};
pub use state::{Parts, SendMessage, State};
