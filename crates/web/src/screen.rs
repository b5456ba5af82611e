//! The screen in the village hall (电子屏): slides that change by themselves, kept on without a network, dropped within a minute of
//! being withdrawn; and the desk at which screens are registered and taken down.

pub(crate) mod keep;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod show;
pub(crate) mod slide;
pub(crate) mod watch;

pub(crate) use watch::Screens;
