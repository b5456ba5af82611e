//! A question that is spoken instead of written.

use crate::form::Field;
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::state::App;
use disclosure::Voice;
use office::Unheard;
use village::{FieldFault, Refusal};

/// The fields with what was typed; a file has to be chosen again.
pub(super) fn written(fields: Vec<Field>, words: &str) -> Vec<Field> {
    fields.into_iter().map(|field| if field.name == "words" { field.value(words.to_owned()) } else { field }).collect()
}

/// What was recorded instead of written, kept without what a telephone writes beside it; or why it is not taken.
pub(super) async fn recorded(app: &App, sent: &Sent) -> Result<Result<Option<Voice>, Refusal>, Halt> {
    let Some(file) =
        sent.files.iter().find(|file| file.field == "voice" && !(file.bytes.is_empty() && file.name.is_empty()))
    else {
        return Ok(Ok(None));
    };
    let read = if file.is_too_large { Err(Unheard::TooLarge) } else { office::recording(&file.bytes) };
    let sound = match read {
        Ok(sound) => sound,
        Err(why) => {
            let words = Refusal::from(why).words;
            let fault = FieldFault { field: "voice".into(), words };
            return Ok(Err(Refusal::faulty("question.voice", vec![fault])));
        }
    };
    app.blocking(move |app| {
        let hash = app.office.files().put_recording(&sound)?;
        let size_bytes = i64::try_from(sound.bytes.len()).unwrap_or(i64::MAX);
        let media_type = sound.media_type.to_owned();
        Ok::<_, Halt>(Ok(Some(Voice { hash, media_type, size_bytes, seconds: sound.seconds })))
    })
    .await
}
