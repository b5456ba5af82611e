//! Alerts: the inbox of a receiver, and the page of one alert.

pub(crate) mod attempt;
pub(crate) mod inbox;
pub(crate) mod page;
pub(crate) mod respond;
pub(crate) mod show;
