//! Disclosure (三务公开): what is to be public of a village, until when, and what is; drawn from the closed books and the cases,
//! confirmed by whoever sees to it, reviewed by the supervision committee, released. What is missing is as loud as what is there.

mod colour;
mod differ;
mod entries;
mod inspect;
mod late;
mod photo;
mod prepare;
mod question;
mod read;
mod review;
mod screen;
mod similar;
mod slot;
mod sql;
mod term;

pub use colour::{Colour, late_slots};
pub use differ::{ReportDiffering, to_report_differing, villages_with_disclosures};
pub use entries::kinds;
pub use inspect::{
    AddFinding, AnswerFinding, Choice, Finding, FindingKind, FindingState, Inspection, JudgeFinding, OpenInspections,
    OrderRectification, ReportUnrectified, choose, coverage, findings, inspection, inspections, to_report_unrectified,
    waiting_findings,
};
pub use late::{ReportUndisclosed, to_report_undisclosed};
pub use photo::{MOST_PHOTOS, PhotoOf, PhotoRow, Picture, ShowPhoto, TakePhoto, all_pictures, photo, photos};
pub use prepare::{LONGEST_TEXT, Prepare, Prepared, agrees, draw_item};
pub use question::{
    AnswerQuestion, AskQuestion, HearQuestion, Held, HeldRow, HideQuestion, OpenQuestion, QUESTIONS_AN_HOUR,
    QuestionRow, QuestionState, ReportUnanswered, Subject, Voice, all_recordings, heard, held_questions, question,
    questions, questions_about, to_report_unanswered, waiting_questions,
};
pub use read::{Version, VersionState, latest, to_review, version, versions, versions_of_village};
pub use review::{Review, Verdict};
pub use screen::{
    DARK_AFTER_MINUTES, LONGEST_NAME, RegisterScreen, RemoveScreen, ScreenRow, Seen, TellScreen, screen, screens,
    to_tell_screens,
};
pub use similar::{Similar, similar};
pub use slot::{Slot, Stand, begun, is_kept, slot, slots};
pub use term::{Term, TermError, terms};
