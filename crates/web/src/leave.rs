//! Leave: who stands in for whom, until when; handing a post over, confirming it, coming back.

pub(crate) mod answer;
pub(crate) mod list;
pub(crate) mod show;
pub(crate) mod take;
