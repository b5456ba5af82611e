//! Pages, forms and routes: everything that speaks HTTP and HTML, and nothing else.

mod alert;
mod asset;
mod case;
mod desk;
mod error;
mod flow;
mod form;
mod frame;
pub mod gallery;
mod home;
mod icon;
mod log;
pub mod mask;
mod objection;
mod part;
mod qr;
mod roster;
mod sample;
mod show;
mod sign_in;
mod text;
mod village;
