//! The disclosure board (公开栏): every item of the catalogue in its place, public or missing; down to its lines; questions about
//! them. And the desk at which items are confirmed, reviewed, and questions answered.

pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod ask_page;
pub(crate) mod content;
pub(crate) mod differ;
pub(crate) mod held;
pub(crate) mod held_page;
pub(crate) mod page;
pub(crate) mod show;
pub(crate) mod slot;
pub(crate) mod task;
mod voice;
pub(crate) mod work;
pub(crate) mod work_page;
pub(crate) mod work_slot;
