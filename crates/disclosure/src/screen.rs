//! Screens (电子屏): what hangs in the village hall and shows the board by itself. It says that it is on each time it asks for what
//! it shows; one that no longer does so in its hours is dark, which is somebody's task until it is on again.

mod keep;
mod read;
mod watch;

pub use keep::{LONGEST_NAME, RegisterScreen, RemoveScreen};
pub use read::{ScreenRow, screen, screens};
pub use watch::{DARK_AFTER_MINUTES, Seen, TellScreen, to_tell_screens};
