//! What every request passes through: cookies, forms and uploads, sessions, the page cache, headers, the request log.

pub(crate) mod answer;
pub(crate) mod cache;
pub(crate) mod cookie;
pub(crate) mod file;
pub(crate) mod form;
pub(crate) mod header;
pub(crate) mod incident;
pub(crate) mod jobs;
pub(crate) mod kept;
pub(crate) mod look;
pub(crate) mod metrics;
pub(crate) mod operator;
pub(crate) mod public;
pub(crate) mod small;
pub(crate) mod throttle;
pub(crate) mod visitor;
