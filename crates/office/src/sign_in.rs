//! Signing in: password, throttled guesses, sessions of half an hour, signing out everywhere.


/// An official's session ends after this long without a request.
pub const IDLE_MS: i64 = 30 * 60_000;

/// Guesses are slowed after this many failures within [`GUESS_WINDOW_MS`].
pub const FREE_GUESSES: u32 = 5;

/// How long failures count.
pub const GUESS_WINDOW_MS: i64 = 15 * 60_000;
