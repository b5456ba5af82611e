//! Every template with invented values: for looking at them in development, and for the test that checks them all.

use crate::alert::inbox::InboxPage;
use crate::alert::page::AlertPage;
use crate::board::ask_page::{AskForm, AskedPage};
use crate::board::held_page::HeldPage;
use crate::board::page::{BoardPage, ItemPage, QuestionsPage, SlotPage};
use crate::board::work_page::{WorkPage, WorkSlotPage};
use crate::books::account::AccountPage;
use crate::books::form::BooksForm;
use crate::books::listing::{ListingPage, PublicListingPage};
use crate::books::page::{BooksPage, PublicBooksPage, PublicVoucherPage};
use crate::books::receipt::paper::ReceiptPaper;
use crate::books::reconcile_page::ReconcilePage;
use crate::books::statement::StatementPage;
use crate::books::voucher::VoucherPage;
use crate::books::whole::WholePage;
use crate::card::page::{CardPage, CardsPage, LabelsPage, PublicCardsPage, StockPage};
use crate::case::act::ActPage;
use crate::case::ask::AskPage;
use crate::case::check::CheckPage;
use crate::case::correct::CorrectPage;
use crate::case::foretold::ForetoldPage;
use crate::case::list::CaseListPage;
use crate::case::page::CasePage;
use crate::case::receipt::ReceiptPage;
use crate::case::record::RecordPage;
use crate::case::refusal::RefusalPage;
use crate::case::start::StartPage;
use crate::contract::list::{ContractsPage, PublicContractsPage};
use crate::contract::page::ContractPage;
use crate::copy::page::{CopiesPage, CoverPage, ReviewPage};
use crate::data::page::DataPage;
use crate::delegation::form::DelegationForm;
use crate::delegation::list::{DelegationsPage, PublicDelegations};
use crate::desk::DeskPage;
use crate::desk::posts::OwnPostsPage;
use crate::error::ErrorPage;
use crate::frame::Frame;
use crate::home::CountyPage;
use crate::household::page::{CodesPage, EnterPage, HomesPage, HouseholdForm, HouseholdPage};
use crate::inspect::page::{InspectionPage, InspectionsPage, PublicInspectionsPage};
use crate::leave::list::LeavesPage;
use crate::log::{EntriesPage, LogPage, PublicationsPage};
use crate::machine::page::ApiPage;
use crate::meeting::page::{ArrivePage, CountPage, HallPage, ScreenPage};
use crate::objection::{ObjectionCheck, ObjectionForm, ObjectionReceipt};
use crate::pace::cases::StaysPage;
use crate::pace::page::PacePage;
use crate::photo::page::AddPage;
use crate::picture::list::PictureListPage;
use crate::picture::page::PicturePage;
use crate::picture::sheet::SheetPage;
use crate::plot::page::{PlotPage, PlotsPage, PublicPlotsPage};
use crate::reading::show::ReadingsPage;
use crate::roster::form::RosterForm;
use crate::roster::import::ImportPage;
use crate::roster::list::RosterPage;
use crate::roster::person::PersonPage;
use crate::rules::adopt::AdoptPage;
use crate::rules::affair::AffairPage;
use crate::rules::list::RulesPage;
use crate::rules::proposal::ProposalPage;
use crate::sample;
use crate::screen::page::{ScreensPage, WallScreenPage};
use crate::search::county_page::CountySearchPage;
use crate::search::page::SearchPage;
use crate::sign_in::{PasswordForm, SignInForm};
use crate::view::LooksPage;
use crate::village::finance::FinancePage;
use crate::village::list::ListPage;
use crate::village::page::VillagePage;
use crate::village::poster::PosterPage;
use crate::village::posts::PostsPage;
use crate::village::script::ScriptPage;
use askama::Template;
use axum::http::StatusCode;
use village::Language;

type Draw = fn(Frame) -> askama::Result<String>;

macro_rules! pages {
    ($($name:literal $frame:ident $path:literal $sample:expr;)+) => {
        /// The names of all pages.
        pub const NAMES: &[&str] = &[$($name),+];

        fn page(name: &str) -> Option<(fn(Language, bool, &str) -> Frame, &'static str, Draw)> {
            match name {
                $($name => Some((sample::$frame, $path, |frame| ($sample)(frame).render())),)+
                _ => None,
            }
        }
    };
}

pages! {
    "home" villager "/" CountyPage::sample;
    "home-search" villager "/?q=柳湾" CountyPage::sample_search;
    "village" villager "/v/990101001001" VillagePage::sample;
    "village-empty" villager "/v/990101001001" VillagePage::sample_empty;
    "village-list" villager "/v/990101001001/affairs" ListPage::sample;
    "village-list-empty" villager "/v/990101001001/affairs" ListPage::sample_empty;
    "village-list-many" villager "/v/990101001001/affairs" ListPage::sample_many;
    "village-finance" villager "/v/990101001001/finance" FinancePage::sample;
    "village-voucher" villager "/v/990101001001/books/990101001001-2026-03-P0001" PublicVoucherPage::sample;
    "village-finance-empty" villager "/v/990101001001/finance" FinancePage::sample_empty;
    "village-delegations" villager "/v/990101001001/delegations" PublicDelegations::sample;
    "village-posts" villager "/v/990101001001/who" PostsPage::sample;
    "how" villager "/v/990101001001/how" PictureListPage::sample;
    "how-affair" villager "/v/990101001001/how/C1" PicturePage::sample;
    "how-sheet" villager "/v/990101001001/how/C1/sheet" SheetPage::sample;
    "village-poster" villager "/v/990101001001/poster" PosterPage::sample;
    "case-record" villager "/cases/990101001001-D1-2026-0002" RecordPage::sample;
    "case-record-begun" villager "/cases/990101001001-D1-2026-0002" RecordPage::sample_begun;
    "objection" villager "/cases/990101001001-D1-2026-0002/objection" ObjectionForm::sample;
    "objection-check" villager "/cases/990101001001-D1-2026-0002/objection" ObjectionCheck::sample;
    "objection-faulty" villager "/cases/990101001001-D1-2026-0002/objection" ObjectionForm::sample_faulty;
    "objection-receipt" villager "/cases/990101001001-D1-2026-0002/objection" ObjectionReceipt::sample;
    "household-enter" villager "/household/enter" EnterPage::sample;
    "household-form" villager "/household/code" HouseholdForm::sample;
    "household" villager "/household" HouseholdPage::sample;
    "households" official "/desk/households" HomesPage::sample;
    "household-codes" villager "/desk/households/sheet" CodesPage::sample;
    "search" villager "/v/990101001001/search" SearchPage::sample;
    "api" villager "/api" ApiPage::sample;
    "data" villager "/v/990101001001/data" DataPage::sample;
    "search-county" villager "/search" CountySearchPage::sample;
    "village-script" villager "/v/990101001001/script" ScriptPage::sample;
    "copies" official "/desk/copies" CopiesPage::sample;
    "questions-held" official "/desk/questions" HeldPage::sample;
    "copies-empty" official "/desk/copies" CopiesPage::sample_empty;
    "copy-cover" official "/desk/cases/990101001001-C1-2026-0007/papers/ab/cover" CoverPage::sample;
    "copy-review" official "/desk/cases/990101001001-C1-2026-0007/papers/ab/copy" ReviewPage::sample;
    "photo-add" official "/desk/photos?about=slot/F02/2026-03&place=990101001001" AddPage::sample;
    "inspections" official "/desk/inspections" InspectionsPage::sample;
    "inspection" official "/desk/inspections/990101001001-I-2026-0001" InspectionPage::sample;
    "village-inspections" villager "/v/990101001001/inspections" PublicInspectionsPage::sample;
    "readings" official "/desk/readings" ReadingsPage::sample;
    "screen" villager "/screen/abcdefghjk" WallScreenPage::sample;
    "screens" official "/desk/screens" ScreensPage::sample;
    "sign-in" villager "/sign-in" SignInForm::sample;
    "sign-in-faulty" villager "/sign-in" SignInForm::sample_faulty;
    "password" villager "/password" PasswordForm::sample;
    "password-reset" villager "/password" PasswordForm::sample_reset;
    "password-changed" villager "/password" PasswordForm::sample_changed;
    "desk" official "/desk" DeskPage::sample;
    "desk-concerned" official "/desk" DeskPage::sample_concerned;
    "desk-reset" official "/desk" DeskPage::sample_reset;
    "desk-empty" official "/desk" DeskPage::sample_empty;
    "desk-villager" official "/desk" DeskPage::sample_villager;
    "case-list" official "/desk/cases" CaseListPage::sample;
    "case-list-empty" official "/desk/cases" CaseListPage::sample_empty;
    "case-list-many" official "/desk/cases" CaseListPage::sample_many;
    "case-start" official "/desk/start" StartPage::sample;
    "case-ask" official "/desk/start" AskPage::sample;
    "case" official "/desk/cases/1" CasePage::sample;
    "case-onlooker" official "/desk/cases/1" CasePage::sample_onlooker;
    "act" official "/desk/cases/1/acts/fill" ActPage::sample;
    "act-faulty" official "/desk/cases/1/acts/fill" ActPage::sample_faulty;
    "act-closed" official "/desk/cases/1/acts/pay" ActPage::sample_closed;
    "act-meeting" official "/desk/cases/1/acts/meeting" ActPage::sample_meeting;
    "act-meeting-held" official "/desk/cases/1/acts/meeting" ActPage::sample_held;
    "act-meeting-ballots" official "/desk/cases/1/acts/meeting" ActPage::sample_ballots;
    "meeting-short" official "/desk/cases/1/meeting" HallPage::sample_short;
    "meeting-ready" official "/desk/cases/1/meeting" HallPage::sample;
    "meeting-carried" official "/desk/cases/1/meeting" HallPage::sample_carried;
    "meeting-opinions" official "/desk/cases/1/meeting" HallPage::sample_opinions;
    "meeting-opinion" official "/desk/cases/1/meeting/opinion" CountPage::sample_opinion;
    "meeting-screen" official "/desk/cases/1/meeting?view=screen" ScreenPage::sample;
    "meeting-arrive" official "/desk/cases/1/meeting/arrive" ArrivePage::sample;
    "meeting-arrive-typed" official "/desk/cases/1/meeting/arrive" ArrivePage::sample_typed;
    "meeting-arrived" official "/desk/cases/1/meeting/arrive" ArrivePage::sample_done;
    "meeting-count" official "/desk/cases/1/meeting/count" CountPage::sample;
    "meeting-count-closed" official "/desk/cases/1/meeting/count" CountPage::sample_closed;
    "act-check" official "/desk/cases/1/acts/fill" CheckPage::sample;
    "act-foretold" official "/desk/cases/1/acts/fill" ForetoldPage::sample;
    "act-foretold-certain" official "/desk/cases/1/acts/pay" ForetoldPage::sample_certain;
    "act-receipt" official "/desk/cases/1/acts/fill" ReceiptPage::sample;
    "refusal" official "/desk/cases/1/acts/pay" RefusalPage::sample;
    "refusal-slip" official "/desk/cases/1/acts/pay" RefusalPage::sample_slip;
    "alerts" official "/desk/alerts" InboxPage::sample;
    "alerts-empty" official "/desk/alerts" InboxPage::sample_empty;
    "alert" official "/desk/alerts/1" AlertPage::sample;
    "views" official "/desk/views" LooksPage::sample;
    "views-empty" official "/desk/views" LooksPage::sample_empty;
    "roster" official "/desk/roster" RosterPage::sample;
    "roster-imported" official "/desk/roster" RosterPage::sample_imported;
    "roster-empty" official "/desk/roster" RosterPage::sample_empty;
    "roster-import" official "/desk/roster/import" ImportPage::sample;
    "roster-import-faulty" official "/desk/roster/import" ImportPage::sample_faulty;
    "roster-mandate" official "/desk/roster/mandate" RosterForm::sample;
    "roster-check" official "/desk/checks/1" RosterForm::sample_check;
    "roster-kin" official "/desk/roster/kin" RosterForm::sample_kin;
    "roster-groups" official "/desk/roster/groups" RosterForm::sample_groups;
    "roster-person" official "/desk/roster/people/1" PersonPage::sample;
    "roster-person-given" official "/desk/roster/people/1" PersonPage::sample_given;
    "roster-person-bare" official "/desk/roster/people/1" PersonPage::sample_bare;
    "books" official "/desk/books" BooksPage::sample;
    "books-empty" official "/desk/books" BooksPage::sample_empty;
    "books-voucher" official "/desk/books/1" VoucherPage::sample;
    "books-form" official "/desk/books/1/reversal" BooksForm::sample;
    "books-form-waiting" official "/desk/books/1/reversal" BooksForm::sample_waiting;
    "books-reconcile" official "/desk/books/reconcile" ReconcilePage::sample;
    "books-reconcile-empty" official "/desk/books/reconcile" ReconcilePage::sample_empty;
    "books-statements" official "/desk/books/statements" StatementPage::sample;
    "books-account" official "/desk/books/account" AccountPage::sample;
    "books-public" villager "/v/990101001001/books" PublicBooksPage::sample;
    "books-public-empty" villager "/v/990101001001/books" PublicBooksPage::sample_empty;
    "books-whole" official "/desk/books/whole" WholePage::sample;
    "receipts" official "/desk/books/receipts" ListingPage::sample;
    "receipts-empty" official "/desk/books/receipts" ListingPage::sample_empty;
    "receipt" official "/desk/books/receipts/1" ReceiptPaper::sample;
    "receipts-public" villager "/v/990101001001/receipts" PublicListingPage::sample;
    "receipts-public-empty" villager "/v/990101001001/receipts" PublicListingPage::sample_empty;
    "contracts" official "/desk/contracts" ContractsPage::sample;
    "contracts-empty" official "/desk/contracts" ContractsPage::sample_empty;
    "contract" official "/desk/contracts/1" ContractPage::sample;
    "contracts-public" villager "/v/990101001001/contracts/register" PublicContractsPage::sample;
    "contracts-public-empty" villager "/v/990101001001/contracts/register" PublicContractsPage::sample_empty;
    "assets" official "/desk/assets" CardsPage::sample;
    "assets-empty" official "/desk/assets" CardsPage::sample_empty;
    "asset" official "/desk/assets/1" CardPage::sample;
    "assets-labels" official "/desk/assets/labels" LabelsPage::sample;
    "assets-count" official "/desk/assets/count" StockPage::sample;
    "assets-public" villager "/v/990101001001/assets" PublicCardsPage::sample;
    "assets-public-empty" villager "/v/990101001001/assets" PublicCardsPage::sample_empty;
    "board" villager "/v/990101001001/disclosures" BoardPage::sample;
    "board-item" villager "/v/990101001001/disclosures/F02" ItemPage::sample;
    "board-slot" villager "/v/990101001001/disclosures/F02/2026-03" SlotPage::sample;
    "board-slot-closed" villager "/v/990101001001/disclosures/V09/2026-Q1" SlotPage::sample_closed;
    "questions" villager "/v/990101001001/questions" QuestionsPage::sample;
    "questions-empty" villager "/v/990101001001/questions" QuestionsPage::sample_empty;
    "ask" villager "/v/990101001001/ask" AskForm::sample;
    "ask-check" villager "/v/990101001001/ask" AskForm::sample_check;
    "asked" villager "/v/990101001001/questions/990101001001-Q-2026-0003" AskedPage::sample;
    "board-work" official "/desk/disclosures" WorkPage::sample;
    "board-work-empty" official "/desk/disclosures" WorkPage::sample_empty;
    "board-work-slot" official "/desk/disclosures/F02/2026-03" WorkSlotPage::sample;
    "plots" official "/desk/plots" PlotsPage::sample;
    "plots-empty" official "/desk/plots" PlotsPage::sample_empty;
    "plot" official "/desk/plots/1" PlotPage::sample;
    "plots-public" villager "/v/990101001001/plots" PublicPlotsPage::sample;
    "plots-public-empty" villager "/v/990101001001/plots" PublicPlotsPage::sample_empty;
    "pace" official "/desk/pace" PacePage::sample;
    "pace-empty" official "/desk/pace" PacePage::sample_empty;
    "pace-cases" official "/desk/pace/cases" StaysPage::sample;
    "own-posts" official "/desk/posts" OwnPostsPage::sample;
    "own-posts-empty" official "/desk/posts" OwnPostsPage::sample_empty;
    "case-correct" official "/desk/cases/1/correct" CorrectPage::sample;
    "leaves" official "/desk/leaves" LeavesPage::sample;
    "leaves-empty" official "/desk/leaves" LeavesPage::sample_empty;
    "delegations" official "/desk/delegations" DelegationsPage::sample;
    "delegations-empty" official "/desk/delegations" DelegationsPage::sample_empty;
    "delegation-form" official "/desk/delegations/new" DelegationForm::sample;
    "log" villager "/log" LogPage::sample;
    "log-empty" villager "/log" LogPage::sample_empty;
    "log-entries" villager "/log/entries" EntriesPage::sample;
    "log-publications" villager "/log/publications" PublicationsPage::sample;
    "log-publications-empty" villager "/log/publications" PublicationsPage::sample_empty;
    "rules" villager "/rules" RulesPage::sample;
    "rules-affair" villager "/rules/C1" AffairPage::sample;
    "rules-adopt" official "/desk/rules" AdoptPage::sample;
    "rules-adopt-faulty" official "/desk/rules" AdoptPage::sample_faulty;
    "rules-proposal" official "/desk/rules/990101-R002" ProposalPage::sample;
    "rules-proposal-own" official "/desk/rules/990101-R002" ProposalPage::sample_own;
    "log-entries-empty" villager "/log/entries" EntriesPage::sample_empty;
    "error-400" villager "/" |frame| ErrorPage::of(frame, StatusCode::BAD_REQUEST, String::new());
    "error-403" villager "/" |frame| ErrorPage::of(frame, StatusCode::FORBIDDEN, String::new());
    "error-404" villager "/" |frame| ErrorPage::of(frame, StatusCode::NOT_FOUND, String::new());
    "error-409" villager "/" |frame| ErrorPage::of(frame, StatusCode::CONFLICT, String::new());
    "error-413" villager "/" |frame| ErrorPage::of(frame, StatusCode::PAYLOAD_TOO_LARGE, String::new());
    "error-415" villager "/" |frame| ErrorPage::of(frame, StatusCode::UNSUPPORTED_MEDIA_TYPE, String::new());
    "error-429" villager "/" |frame| ErrorPage::of(frame, StatusCode::TOO_MANY_REQUESTS, String::new());
    "error-500" villager "/" |frame| ErrorPage::of(frame, StatusCode::INTERNAL_SERVER_ERROR, "QC-7F3A-21".to_owned());
    "error-again" villager "/desk/start/C1/send?village=990101001001" ErrorPage::sample_again;
    "error-503" villager "/" |frame| ErrorPage::of(frame, StatusCode::SERVICE_UNAVAILABLE, "QC-7F3A-22".to_owned());
}

/// The page `name` as HTML; `None` when there is none of that name or it cannot be drawn.
#[must_use]
pub fn html(name: &str, language: Language, larger: bool) -> Option<String> {
    let (frame, path, draw) = page(name)?;
    draw(frame(language, larger, path)).ok()
}

/// The asset at `path`: its content type and bytes.
#[must_use]
pub fn asset(path: &str) -> Option<(&'static str, Vec<u8>)> {
    crate::asset::at(path).map(|asset| (asset.kind, asset.plain.to_vec()))
}

#[cfg(test)]
mod tests;
