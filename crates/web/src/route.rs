//! The table of contents: every address, who may ask for it, whether it changes anything.

use crate::http::small;
use crate::log;
use crate::rules;
use crate::state::App;
use axum::Router;
use axum::routing::get;

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody, without signing in.
    Anyone,
    /// Somebody who has signed in; what they may see or do there, their posts and the policies decide.
    Official,
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The address, with `{holes}`.
    pub path: &'static str,
    /// Who may ask.
    pub who: Who,
    /// Whether it is an official act: then it leaves an entry in the log.
    pub mutates: bool,
}

macro_rules! table {
    ($($method:ident $path:literal $who:ident $effect:ident $handler:expr;)+) => {
        /// Every route.
        pub const ROUTES: &[Route] = &[$(Route {
            method: table!(@name $method),
            path: $path,
            who: Who::$who,
            mutates: table!(@mutates $effect),
        }),+];

        /// The routes with their handlers.
        pub(crate) fn routes() -> Router<App> {
            Router::new()$(.route($path, $method($handler)))+
        }
    };
    (@name get) => { "GET" };
    (@name post) => { "POST" };
    (@mutates reads) => { false };
    (@mutates session) => { false };
    (@mutates acts) => { true };
}

// Below: method, address, who may, whether it only `reads`, changes the `session`, or `acts` (leaves an entry).
table! {
    get  "/language"       Anyone reads   small::language;
    get  "/larger"         Anyone reads   small::larger;
    get  "/assets/{name}"  Anyone reads   small::assets;
    get  "/health"         Anyone reads   small::health;
    get  "/ready"          Anyone reads   small::ready;
    get  "/metrics"        Anyone reads   small::metrics;

    get  "/rules"              Anyone reads   rules::show::page;
    get  "/rules/{affair}"     Anyone reads   rules::show::affair;
    get  "/log"                Anyone reads   log::show::page;
    get  "/log/checkpoint"     Anyone reads   log::tile::checkpoint;
    get  "/log/tile/{*path}"   Anyone reads   log::tile::tile;
    get  "/log/entries"        Anyone reads   log::show::entries;
}
