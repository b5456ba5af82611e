//! WAV: of its chunks the form of the sound and the sound itself are kept.

use super::{Clean, Unheard, number_low};

pub(super) fn clean(bytes: &[u8]) -> Clean {
    let (mut at, mut form, mut sound) = (12, None, None);
    while let (Some(name), Some(size)) = (bytes.get(at..at + 4), number_low(bytes, at + 4)) {
        let content = bytes.get(at + 8..(at + 8).saturating_add(size));
        match name {
            b"fmt " => form = Some(content.ok_or(Unheard::CutOff)?),
            b"data" => sound = Some(content.ok_or(Unheard::CutOff)?),
            _ => {}
        }
        at = (at + 8).saturating_add(size).saturating_add(size % 2);
    }
    let (Some(form), Some(sound)) = (form, sound) else { return Err(Unheard::CutOff) };
    let a_second = number_low(form, 8).filter(|many| *many > 0).ok_or(Unheard::CutOff)?;
    if sound.is_empty() || form.len() > 64 {
        return Err(Unheard::CutOff);
    }
    let mut clean = b"WAVE".to_vec();
    for (name, content) in [(b"fmt ", form), (b"data", sound)] {
        clean.extend_from_slice(name);
        clean.extend_from_slice(&size(content.len()));
        clean.extend_from_slice(content);
        clean.extend(std::iter::repeat_n(0, content.len() % 2));
    }
    let mut whole = b"RIFF".to_vec();
    whole.extend_from_slice(&size(clean.len()));
    whole.extend_from_slice(&clean);
    Ok((whole, i64::try_from(sound.len() / a_second).ok()))
}

fn size(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes()
}
