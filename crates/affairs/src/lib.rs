//! Cases (办件) of the affairs: opened, taken step by step under the rules that they are pinned to, objected to,
//! reminded of. There is no road past [`procedure::take`].

mod act;
mod conform;
mod copy;
mod correct;
mod delegation;
mod disclose;
mod emergency;
mod entries;
mod group;
mod late;
mod lookup;
mod meeting;
mod object;
mod open;
mod pace;
mod party;
mod publish;
mod read;
mod remind;
mod sql;
mod state;
mod table;
mod take;
mod turn;
mod view;

pub use act::Act;
pub use conform::{Conformance, Deviation, conformance};
pub use copy::{
    Bare, CopyPage, CopyRow, CopyState, CoverPaper, MOST_COPY_PAGES, ReviewCopy, all_copies, bare_papers, copies,
    may_cover, waiting_copies,
};
pub use correct::{Correct, CorrectionRow, corrections, may_correct};
pub use delegation::{AnswerDelegation, Answered, Delegation, RecordDelegation, delegable, delegations, giver};
pub use disclose::SOURCE;
pub use emergency::{EmergencyRow, LapseEmergency, emergencies_of, emergency, to_lapse};
pub use entries::kinds;
pub use group::group_of;
pub use late::{ReportLate, to_report};
pub use lookup::{LOOKUPS, invoice_numbers, invoice_used};
pub use meeting::{
    AbandonMeeting, Arrive, CorrectSeat, Correction, CountRow, CountVotes, EnterArrivals, EnterProxy, Entitled, Fate,
    Meeting, OpenMeeting, OpenSeals, Opinion, Prospect, ProxyRow, SealOpinion, Seat, Stance, Standing, Unusual, Ways,
    commitment, counts, meetings, open_meeting, opinions, proxies, roll, roll_of, seats, sized, standing,
};
pub use object::{AnswerObjection, LodgeObjection, OBJECTIONS_AN_HOUR, ReviewAnswer, Task, may_take, whose};
pub use open::Open;
pub use pace::{Pace, Whole, paces, wholes};
pub use publish::{PublicationRow, Publish, Published, count_publications, publications, publications_of, to_publish};
pub use read::{
    ActRow, CaseRow, Disclosure, Month, ObjectionRow, OpenWindow, PaperRow, PaymentRow, Running, SittingRow, WindowRow,
    acts, all_papers, attendance, case, cases_of, cases_with, cases_within, contacts, disclosures, disclosures_between,
    months, objections, open_windows, paper, papers, payments, payments_to, running, running_by_rules, sittings,
    unanswered, windows,
};
pub use remind::{Remind, to_remind};
pub use state::fresh;
pub use take::{Form, PaperSent, SittingSent};
pub use turn::turn_of;
pub use view::{Look, ViewPaper, looks, views};

use archive::Query;
use office::Office;
use procedure::CaseState;
use std::sync::Arc;
use village::Fault;

/// A case as its rules see it, with the rule book that it is pinned to, as it holds there today: for the case page and
/// the flow chart.
///
/// # Errors
/// When the store cannot be read, or the rule book is not kept.
pub fn state_of(
    query: &mut dyn Query,
    office: &Office,
    case: &CaseRow,
) -> Result<(CaseState, Arc<procedure::RuleBook>), Fault> {
    let book = office.book(query, &case.rules)?.at(&case.village, office.clock().now().day());
    Ok((state::load(query, case)?, book))
}
