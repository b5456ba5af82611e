//! Signing in, and the change of a password.

pub(crate) mod enter;
pub(crate) mod notice;

use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::sample;
use askama::Template;
use notice::ResetNotice;

/// The form for signing in.
#[derive(Template)]
#[template(path = "sign_in/form.html")]
pub(crate) struct SignInForm {
    pub(crate) frame: Frame,
    pub(crate) faults: Vec<FaultLine>,
    /// That a session has ended by itself, and whether something that was sent is lost; empty otherwise.
    pub(crate) expired: String,
    /// Where to go afterwards.
    pub(crate) next: String,
    pub(crate) fields: Vec<Field>,
}

impl SignInForm {
    pub(crate) fn fields(frame: &Frame) -> Vec<Field> {
        vec![
            Field::new("name", frame.say("sign-in-name"), Entry::Text("username")).hint(frame.say("sign-in-name-hint")),
            Field::new("password", frame.say("sign-in-password"), Entry::Password("current-password")),
        ]
    }

    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            faults: Vec::new(),
            expired: String::new(),
            next: "/desk".to_owned(),
            fields: Self::fields(&frame),
            frame,
        }
    }

    pub(crate) fn sample_faulty(frame: Frame) -> Self {
        let words =
            sample::say(&frame, "用户名或密码不对，请再试一次", "The name or the password is wrong; please try again");
        Self { faults: vec![FaultLine { href: "#name".to_owned(), words }], ..Self::sample(frame) }
    }
}

/// The form for a new password.
#[derive(Template)]
#[template(path = "sign_in/password.html")]
pub(crate) struct PasswordForm {
    pub(crate) frame: Frame,
    pub(crate) faults: Vec<FaultLine>,
    /// Whether nothing else is possible until it is changed.
    pub(crate) forced: bool,
    /// Whether it was changed just now.
    pub(crate) changed: bool,
    pub(crate) fields: Vec<Field>,
    /// That somebody reset it.
    pub(crate) notice: Option<ResetNotice>,
}

impl PasswordForm {
    pub(crate) fn fields(frame: &Frame) -> Vec<Field> {
        vec![
            Field::new("old", frame.say("password-old"), Entry::Password("current-password")),
            Field::new("password", frame.say("password-new"), Entry::Password("new-password"))
                .hint(frame.say("password-new-hint")),
            Field::new("again", frame.say("password-again"), Entry::Password("new-password")),
        ]
    }

    pub(crate) fn sample(frame: Frame) -> Self {
        Self { faults: Vec::new(), forced: true, changed: false, fields: Self::fields(&frame), notice: None, frame }
    }

    pub(crate) fn sample_changed(frame: Frame) -> Self {
        Self { forced: false, changed: true, ..Self::sample(frame) }
    }

    /// After a reset by somebody else.
    pub(crate) fn sample_reset(frame: Frame) -> Self {
        Self { notice: Some(ResetNotice::sample(&frame, "")), ..Self::sample(frame) }
    }
}
