//! Why an invoice could not be read, and what to do.

use village::Words;

/// Why nothing was read. [`Unread::words`] says it to whoever sent the file, [`Unread::next`] what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// Nothing was sent.
    #[error("the file is empty")]
    Empty,
    /// A file of another kind.
    #[error("the file is neither a picture (JPEG, PNG, WebP) nor a PDF, XML or OFD file")]
    OtherKind,
    /// More than the limit.
    #[error("the file has {found_bytes} bytes, at most {limit_bytes} are read")]
    TooLarge {
        /// Its size.
        found_bytes: usize,
        /// The limit.
        limit_bytes: usize,
    },
    /// A picture with too many pixels.
    #[error("the picture has {width} × {height} pixels, at most {limit} are read")]
    TooManyPixels {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
        /// The limit.
        limit: u64,
    },
    /// It unpacks to more than allowed.
    #[error("the file unpacks to more than {limit_bytes} bytes")]
    Swollen {
        /// The limit.
        limit_bytes: u64,
    },
    /// It says what it is and cannot be read as that.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// It takes a password.
    #[error("the file is locked with a password")]
    Locked,
    /// No code was found in the picture.
    #[error("no QR code can be read in the picture")]
    NoCode,
    /// There is a code, of something else.
    #[error("the QR code `{0}` is not that of a VAT invoice, expected `01,<kind>,<code>,<number>,…`")]
    OtherCode(String),
    /// A part that does not have its form.
    #[error("{place}: found `{found}`, expected {expected}")]
    Malformed {
        /// Where.
        place: String,
        /// What stands there.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// It declares entities, as no invoice does.
    #[error("the XML declares its own entities (`<!DOCTYPE`), which no invoice does")]
    Entities,
    /// It is XML of something else.
    #[error("the XML has the root `{0}`, expected `EInvoice` or `eInvoice`")]
    OtherRoot(String),
    /// It can be read and says no number.
    #[error("the file says no number of an invoice")]
    NoNumber,
}

impl Unread {
    /// What is wrong, for whoever sent it.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Empty => Words::new("文件是空的", "the file is empty"),
            Self::OtherKind => Words::new(
                "文件不是照片（JPEG、PNG、WebP），也不是PDF、XML、OFD发票",
                "the file is neither a picture (JPEG, PNG, WebP) nor an invoice as PDF, XML or OFD",
            ),
            Self::TooLarge { limit_bytes, .. } => {
                let most = limit_bytes / (1024 * 1024);
                Words::new(format!("文件超过{most}兆"), format!("the file is larger than {most} MiB"))
            }
            Self::TooManyPixels { width, height, limit } => {
                let most = limit / 1_000_000;
                Words::new(
                    format!("照片有{width}×{height}个像素，超过{most}00万"),
                    format!("the picture has {width} × {height} pixels, more than {most} million"),
                )
            }
            Self::Swollen { .. } => {
                Words::new("文件解开以后大得不正常", "the file unpacks to far more than an invoice is")
            }
            Self::Damaged(_) => {
                Words::new("文件打不开，可能没有传完", "the file cannot be opened; it may not have arrived whole")
            }
            Self::Locked => Words::new("文件加了密码", "the file is locked with a password"),
            Self::NoCode => Words::new("照片里没有读出二维码", "no QR code can be read in the picture"),
            Self::OtherCode(_) => Words::new(
                "照片里的二维码不是增值税发票左上角的那一个",
                "the QR code in the picture is not the one at the upper left of a VAT invoice",
            ),
            Self::Malformed { place, found, .. } => Words::new(
                format!("{place}写的是“{found}”，不合格式"),
                format!("{place}: “{found}” does not have the expected form"),
            ),
            Self::Entities => Words::new(
                "这个XML里有发票不该有的内容，不安全",
                "the XML holds what no invoice holds, and is not safe",
            ),
            Self::OtherRoot(_) => Words::new("这个XML不是发票", "the XML is not an invoice"),
            Self::NoNumber => Words::new("文件里没有读出发票号码", "the file says no number of an invoice"),
        }
    }

    /// What to do.
    #[must_use]
    pub fn next(&self) -> Words {
        match self {
            Self::NoCode | Self::OtherCode(_) => Words::new(
                "请把发票放平，在亮处对准左上角的二维码重拍一张；还读不出的，照着发票填写",
                "Lay the invoice flat, in good light, and take the code at its upper left again; if that fails, type what it says",
            ),
            Self::TooManyPixels { .. } | Self::TooLarge { .. } => Words::new(
                "请用手机的普通拍照方式重拍；照片仍可以作材料，请照着发票填写",
                "Take it again in the telephone's ordinary mode, or type what the invoice says",
            ),
            Self::Malformed { .. } => Words::new(
                "请照着发票填写，并到税务平台查验这张发票",
                "Type what the invoice says, and have it verified with the tax office",
            ),
            _ => Words::new(
                "请拍一张发票的照片，或者照着发票填写",
                "Take a picture of the invoice, or type what it says",
            ),
        }
    }

    /// A part that does not have its form; what stands there is cut short.
    pub(crate) fn malformed(place: impl Into<String>, found: &str, expected: &'static str) -> Self {
        Self::Malformed { place: place.into(), found: short(found), expected }
    }
}

/// A text, short enough for a message.
pub(crate) fn short(text: &str) -> String {
    let cut: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    if text.chars().count() > 40 { format!("{cut}…") } else { cut }
}
