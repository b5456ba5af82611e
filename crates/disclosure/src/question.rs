//! Questions (提问): anybody may ask about anything that is public, without a name. The clock runs in public; the answer stands at
//! the line for everybody. What is late is told of, ever louder.

mod answer;
mod ask;
mod held;
mod hide;
mod late;
mod read;

pub use answer::AnswerQuestion;
pub use ask::{AskQuestion, QUESTIONS_AN_HOUR};
pub use held::{HearQuestion, Held, HeldRow, OpenQuestion, Voice, heard};
pub use hide::HideQuestion;
pub use late::{ReportUnanswered, to_report_unanswered};
pub use read::{
    QuestionRow, QuestionState, Subject, all_recordings, held_questions, question, questions, questions_about,
    waiting_questions,
};
