//! Recordings (录音): what a villager says instead of writing. Told by their content; what a telephone writes beside the sound
//! (place, device, hour, name) is removed before anything is kept.
//!
//! Taken are MP3, AMR (3GPP TS 26.101 storage format, RFC 4867), WAV, Ogg (RFC 3533) with Opus or Vorbis, and MP4 audio (ISO/IEC
//! 14496-12: M4A, 3GP).

mod amr;
mod mp3;
mod mp4;
mod ogg;
mod wav;

use village::{Kind, Refusal, Words};

/// The largest recording: two minutes as telephones record them, and some room.
pub const LARGEST_RECORDING_BYTES: usize = 4 * 1024 * 1024;
/// The longest, in seconds, where it says so.
pub const LONGEST_RECORDING_SECONDS: i64 = 120;

/// A recording without what was written beside the sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// As HTTP names it: `audio/mp4`.
    pub media_type: &'static str,
    /// The sound.
    pub bytes: Vec<u8>,
    /// How long it is, where it says so.
    pub seconds: Option<i64>,
}

/// Why a recording is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unheard {
    /// Nothing is in it.
    Empty,
    /// It is larger than [`LARGEST_RECORDING_BYTES`].
    TooLarge,
    /// It is longer than [`LONGEST_RECORDING_SECONDS`].
    TooLong(i64),
    /// It is no sound of the kinds taken, whatever its name says.
    OtherKind,
    /// It begins as such a file and does not go on as one.
    CutOff,
}

impl From<Unheard> for Refusal {
    fn from(why: Unheard) -> Self {
        let kinds = "MP3、M4A、AMR、WAV、OGG";
        let (kind, zh, en) = match why {
            Unheard::Empty => (Kind::NotComplete, "录音是空的".to_owned(), "the recording is empty".to_owned()),
            Unheard::TooLarge => (
                Kind::TooMuch,
                "录音超过4兆，请分两次录，或者说短一些".to_owned(),
                "the recording is larger than 4 MiB: say it in two, or shorter".to_owned(),
            ),
            Unheard::TooLong(seconds) => (
                Kind::TooMuch,
                format!("录音有{seconds}秒，最长{LONGEST_RECORDING_SECONDS}秒，请说短一些"),
                format!("the recording takes {seconds} seconds; {LONGEST_RECORDING_SECONDS} are the most"),
            ),
            Unheard::OtherKind => (
                Kind::NotComplete,
                format!("这个文件不是能收的录音（只收{kinds}），请用手机自带的录音机录"),
                "the file is no recording that is taken (MP3, M4A, AMR, WAV, OGG): use the recorder of your telephone"
                    .to_owned(),
            ),
            Unheard::CutOff => (
                Kind::NotComplete,
                "录音不完整，可能没有传完，请再选一次".to_owned(),
                "the recording is cut off; it may not have arrived whole. Choose it once more".to_owned(),
            ),
        };
        Self::new(kind, "question.voice", Words::new(zh, en), Words::new("请重新录一段", "please record it again"))
    }
}

/// Tells a recording by its content and takes out what is written beside the sound.
///
/// # Errors
/// Why it is not taken.
pub fn recording(bytes: &[u8]) -> Result<Recording, Unheard> {
    if bytes.is_empty() {
        return Err(Unheard::Empty);
    }
    if bytes.len() > LARGEST_RECORDING_BYTES {
        return Err(Unheard::TooLarge);
    }
    let (media_type, (clean, seconds)) = if bytes.starts_with(b"#!AMR") {
        ("audio/amr", amr::clean(bytes)?)
    } else if bytes.starts_with(b"OggS") {
        ("audio/ogg", ogg::clean(bytes)?)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WAVE") {
        ("audio/wav", wav::clean(bytes)?)
    } else if bytes.get(4..8) == Some(b"ftyp") {
        ("audio/mp4", mp4::clean(bytes)?)
    } else if mp3::is_one(bytes) {
        ("audio/mpeg", mp3::clean(bytes)?)
    } else {
        return Err(Unheard::OtherKind);
    };
    match seconds {
        Some(seconds) if seconds > LONGEST_RECORDING_SECONDS => Err(Unheard::TooLong(seconds)),
        _ => Ok(Recording { media_type, bytes: clean, seconds }),
    }
}

/// What is left, and how many seconds it takes where it says so.
type Clean = Result<(Vec<u8>, Option<i64>), Unheard>;

/// A number of four bytes, the highest first.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}

/// A number of four bytes, the lowest first.
fn number_low(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

#[cfg(test)]
mod tests;
