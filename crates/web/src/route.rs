//! The table of contents: every address, who may ask for it, whether it changes anything.

use crate::http::small;
use crate::state::App;
use crate::{
    alert, board, books, card, case, contract, copy, data, delegation, desk, home, household, inspect, leave, log,
    machine, meeting, objection, pace, photo, picture, plot, press, reading, roster, rules, screen, search, sign_in,
    takeover, view, village,
};
use axum::Router;
use axum::routing::{get, post};
use capital::{ImportedCard, ImportedContract, ImportedMember, ImportedPlot};

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody, without signing in.
    Anyone,
    /// A villager whom the roster knows, in their own scope.
    Villager,
    /// Somebody who has signed in; what they may see or do there, their posts and the policies decide.
    Official,
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The address, with `{holes}`.
    pub path: &'static str,
    /// Who may ask.
    pub who: Who,
    /// Whether it is an official act: then it leaves an entry in the log.
    pub mutates: bool,
    /// Whether what is sent is shown once more with what would come of it, until the sender says that they are sure.
    pub asks: bool,
}

macro_rules! table {
    ($($method:ident $path:literal $who:ident $effect:ident $handler:expr;)+) => {
        /// Every route.
        pub const ROUTES: &[Route] = &[$(Route {
            method: table!(@name $method),
            path: $path,
            who: Who::$who,
            mutates: table!(@mutates $effect),
            asks: table!(@asks $effect),
        }),+];

        /// The routes with their handlers.
        pub(crate) fn routes() -> Router<App> {
            Router::new()$(.route($path, $method($handler)))+
        }
    };
    (@name get) => { "GET" };
    (@name post) => { "POST" };
    (@mutates reads) => { false };
    (@mutates session) => { false };
    (@mutates tries) => { false };
    (@mutates acts) => { true };
    (@mutates asks) => { true };
    (@asks asks) => { true };
    (@asks $other:ident) => { false };
}

// Method, address, who may ask, and what it does: it only `reads`; it changes the `session`; it `tries` (whatever is
// sent is tried and undone, and what would come of it is shown); it `asks` (it shows what would come of it, and acts when the
// sender is sure); it `acts` at once (what is done leaves an entry either way).
table! {
    // What anybody may see, without signing in.
    get  "/"                                              Anyone   reads   home::show::page;
    get  "/search"                                        Anyone   reads   search::county_page::page;
    get  "/v/{code}"                                      Anyone   reads   village::show::page;
    get  "/v/{code}/party"                                Anyone   reads   village::shelve::party;
    get  "/v/{code}/affairs"                              Anyone   reads   village::shelve::affairs;
    get  "/v/{code}/finance"                              Anyone   reads   village::paid::page;
    get  "/v/{code}/books"                                Anyone   reads   books::public::page;
    get  "/v/{code}/books/{voucher}"                      Anyone   reads   books::public::voucher::page;
    get  "/v/{code}/books/{voucher}/voucher.pdf"          Anyone   reads   press::voucher::page;
    get  "/v/{code}/books/{voucher}/qr.svg"               Anyone   reads   books::public::voucher::svg;
    get  "/v/{code}/books/{voucher}/qr.png"               Anyone   reads   books::public::voucher::png;
    get  "/v/{code}/funds"                                Anyone   reads   books::fund::public;
    get  "/v/{code}/funds/{fund}"                         Anyone   reads   books::fund::public_one;
    get  "/v/{code}/budget"                               Anyone   reads   books::budget::public;
    get  "/v/{code}/budget/{year}"                        Anyone   reads   books::budget::public_year;
    get  "/v/{code}/members"                              Anyone   reads   books::member::public;
    get  "/v/{code}/receipts"                             Anyone   reads   books::receipt::list::public;
    get  "/v/{code}/receipts/{receipt}"                   Anyone   reads   books::receipt::list::public_one;
    get  "/v/{code}/projects"                             Anyone   reads   village::shelve::projects;
    get  "/v/{code}/contracts"                            Anyone   reads   village::shelve::contracts;
    get  "/v/{code}/contracts/register"                   Anyone   reads   contract::public::page;
    get  "/v/{code}/assets"                               Anyone   reads   card::public::page;
    get  "/v/{code}/plots"                                Anyone   reads   plot::public::page;
    get  "/v/{code}/plots/{plot}"                         Anyone   reads   plot::public::one;
    get  "/v/{code}/assets/{card}"                        Anyone   reads   card::public::one;
    get  "/v/{code}/seal"                                 Anyone   reads   village::seal::page;
    get  "/v/{code}/delegations"                          Anyone   reads   delegation::public::page;
    get  "/v/{code}/who"                                  Anyone   reads   village::who::page;
    get  "/v/{code}/how"                                  Anyone   reads   picture::show::list;
    get  "/v/{code}/how/{affair}"                         Anyone   reads   picture::show::affair;
    get  "/v/{code}/how/{affair}/sheet"                   Anyone   reads   picture::sheet::sheet;
    get  "/v/{code}/disclosures"                          Anyone   reads   board::show::page;
    get  "/v/{code}/disclosures/{item}"                   Anyone   reads   board::show::item;
    get  "/v/{code}/disclosures/{item}/{term}"            Anyone   reads   board::slot::page;
    get  "/v/{code}/disclosures/{item}/{term}/card.png"   Anyone   reads   press::share::item;
    get  "/v/{code}/card.png"                             Anyone   reads   press::share::month;
    get  "/v/{code}/inspections"                          Anyone   reads   inspect::public::page;
    get  "/v/{code}/questions"                            Anyone   reads   board::ask::list;
    get  "/v/{code}/questions/{question}"                 Anyone   reads   board::ask::receipt;
    get  "/v/{code}/ask"                                  Anyone   reads   board::ask::form;
    post "/v/{code}/ask"                                  Anyone   asks    board::ask::post;
    get  "/v/{code}/feed.xml"                              Anyone   reads   machine::village_rss;
    get  "/v/{code}/feed.json"                             Anyone   reads   machine::village_json;
    get  "/v/{code}/data"                                  Anyone   reads   data::page::page;
    get  "/v/{code}/data/{file}"                           Anyone   reads   data::file::file;
    get  "/v/{code}/calendar.ics"                          Anyone   reads   machine::calendar;
    get  "/v/{code}/poster"                               Anyone   reads   village::print::poster;
    get  "/v/{code}/print/board.pdf"                      Anyone   reads   press::board::page;
    get  "/v/{code}/print/letter.pdf"                     Anyone   reads   press::letter::page;
    get  "/v/{code}/print/statements.pdf"                 Anyone   reads   press::statement::page;
    get  "/v/{code}/search"                               Anyone   reads   search::page::page;
    get  "/v/{code}/script"                               Anyone   reads   village::script::page;
    get  "/v/{code}/script.txt"                           Anyone   reads   village::script::text;
    get  "/v/{code}/app.webmanifest"                      Anyone   reads   village::print::manifest;
    get  "/v/{code}/qr.svg"                               Anyone   reads   village::print::svg;
    get  "/v/{code}/qr.png"                               Anyone   reads   village::print::png;
    get  "/feed.xml"                                       Anyone   reads   machine::county_rss;
    get  "/feed.json"                                      Anyone   reads   machine::county_json;
    get  "/api"                                            Anyone   reads   machine::page::page;
    get  "/api/openapi.json"                               Anyone   reads   machine::document;
    get  "/api/v1/villages"                                Anyone   reads   machine::villages;
    get  "/api/v1/villages/{code}/items"                   Anyone   reads   machine::items;
    get  "/api/v1/villages/{code}/items/{item}/{term}"     Anyone   reads   machine::version;
    get  "/api/v1/villages/{code}/{table}"                 Anyone   reads   machine::table;
    get  "/api/v1/search"                                  Anyone   reads   machine::find;
    get  "/screen/{screen}"                               Anyone   reads   screen::show::page;
    get  "/screen/{screen}/slides"                        Anyone   reads   screen::show::slides_of;
    get  "/cases/{case}"                                  Anyone   reads   case::public::page;
    get  "/cases/{case}/poster"                           Anyone   reads   case::public::poster;
    get  "/cases/{case}/plate.pdf"                        Anyone   reads   press::plate::page;
    get  "/cases/{case}/qr.svg"                           Anyone   reads   case::public::svg;
    get  "/cases/{case}/qr.png"                           Anyone   reads   case::public::png;
    get  "/cases/{case}/papers/{hash}"                    Anyone   reads   case::public::paper;
    get  "/photos/{photo}"                                Anyone   reads   photo::picture::public;
    get  "/cases/{case}/copies/{hash}"                    Anyone   reads   copy::picture::public;
    get  "/cases/{case}/objection"                        Anyone   reads   objection::lodge::form;
    post "/cases/{case}/objection"                        Anyone   asks    objection::lodge::post;
    get  "/cases/{case}/objection/{objection}"            Anyone   reads   objection::lodge::receipt;
    // A villager's own scope.
    get  "/household"                                     Villager reads   household::show::show;
    post "/household/leave"                               Villager session household::enter::leave;
    get  "/household/enter"                               Anyone   reads   household::enter::choose;
    get  "/household/code"                                Anyone   reads   household::enter::code;
    post "/household/code"                                Anyone   session household::enter::code_post;
    get  "/household/phone"                               Anyone   reads   household::enter::phone;
    post "/household/phone"                               Anyone   session household::enter::phone_post;
    get  "/household/phone/{ticket}"                      Anyone   reads   household::enter::number;
    post "/household/phone/{ticket}"                      Anyone   session household::enter::number_post;
    get  "/desk/households"                               Official reads   household::desk::list;
    post "/desk/households/codes"                         Official asks    household::desk::codes;
    get  "/desk/households/sheet"                         Official reads   household::desk::sheet;
    get  "/desk/households/help"                          Official reads   household::desk::help;
    post "/desk/households/help"                          Official acts    household::desk::help_post;
    // Signing in.
    get  "/sign-in"                                       Anyone   reads   sign_in::enter::form;
    post "/sign-in"                                       Anyone   session sign_in::enter::post;
    get  "/password"                                      Official reads   sign_in::enter::password_form;
    post "/password"                                      Official session sign_in::enter::password;
    post "/password/notice"                               Official acts    sign_in::notice::answer;
    post "/sign-out"                                      Official session sign_in::enter::leave;
    // The desk.
    get  "/desk"                                          Official reads   desk::show::show;
    get  "/desk/cases"                                    Official reads   case::browse::list;
    get  "/desk/cases/{case}"                             Official reads   case::show::show;
    get  "/desk/cases/{case}/papers/{hash}"               Official reads   case::show::paper;
    get  "/desk/cases/{case}/papers/{hash}/pages/{page}"  Official reads   copy::picture::original;
    get  "/desk/cases/{case}/papers/{hash}/cover"         Official reads   copy::cover::form;
    post "/desk/cases/{case}/papers/{hash}/cover"         Official asks    copy::cover::post;
    get  "/desk/cases/{case}/papers/{hash}/copy"          Official reads   copy::review::form;
    post "/desk/cases/{case}/papers/{hash}/copy"          Official asks    copy::review::post;
    get  "/desk/cases/{case}/copies/{hash}"               Official reads   copy::picture::desk;
    get  "/desk/cases/{case}/acts/{step}"                 Official reads   case::take::form;
    post "/desk/cases/{case}/acts/{step}"                 Official tries   case::take::post;
    post "/desk/cases/{case}/acts/{step}/send"            Official acts    case::take::send;
    get  "/desk/cases/{case}/meeting"                     Official reads   meeting::hall::show;
    post "/desk/cases/{case}/meeting"                     Official asks    meeting::open::post;
    post "/desk/cases/{case}/meeting/arrivals"            Official acts    meeting::attend::arrivals;
    post "/desk/cases/{case}/meeting/seats"               Official asks    meeting::attend::seat;
    post "/desk/cases/{case}/meeting/proxies"             Official asks    meeting::attend::proxy;
    post "/desk/cases/{case}/meeting/abandon"             Official asks    meeting::attend::abandon;
    get  "/desk/cases/{case}/meeting/arrive"              Official reads   meeting::arrive::form;
    post "/desk/cases/{case}/meeting/arrive"              Official acts    meeting::arrive::post;
    get  "/desk/cases/{case}/meeting/count"               Official reads   meeting::count::form;
    post "/desk/cases/{case}/meeting/count"               Official asks    meeting::count::post;
    get  "/desk/cases/{case}/meeting/opinion"             Official reads   meeting::opinion::form;
    post "/desk/cases/{case}/meeting/opinion"             Official asks    meeting::opinion::post;
    get  "/desk/cases/{case}/correct"                     Official reads   case::correct::form;
    post "/desk/cases/{case}/correct"                     Official asks    case::correct::post;
    get  "/desk/cases/{case}/receipts/{entry}"            Official reads   case::take::receipt;
    get  "/desk/cases/{case}/objections/{objection}"      Official reads   objection::answer::form;
    post "/desk/cases/{case}/objections/{objection}"      Official asks    objection::answer::post;
    get  "/desk/start"                                    Official reads   case::begin::choose;
    get  "/desk/start/{affair}"                           Official reads   case::take::start_form;
    post "/desk/start/{affair}"                           Official tries   case::take::start_post;
    post "/desk/start/{affair}/send"                      Official acts    case::take::start_send;
    get  "/desk/alerts"                                   Official reads   alert::show::inbox;
    get  "/desk/alerts/{alert}"                           Official reads   alert::show::show;
    get  "/desk/views"                                    Official reads   view::show::list;
    post "/desk/alerts/{alert}/acknowledge"               Official acts    alert::respond::acknowledge;
    post "/desk/alerts/{alert}/explain"                   Official asks    alert::respond::explain;
    post "/desk/alerts/{alert}/close"                     Official asks    alert::respond::close;
    get  "/desk/roster"                                   Official reads   roster::show::list;
    get  "/desk/roster/import"                            Official reads   roster::take::form;
    post "/desk/roster/import"                            Official asks    roster::take::post;
    get  "/desk/roster/import/errors.xlsx"                Official reads   roster::take::errors;
    get  "/desk/roster/template.xlsx"                     Official reads   roster::take::template;
    get  "/desk/roster/mandate"                           Official reads   roster::mandate::grant;
    post "/desk/roster/mandate"                           Official asks    roster::mandate::grant_post;
    get  "/desk/roster/mandates/{mandate}"                Official reads   roster::mandate::end;
    post "/desk/roster/mandates/{mandate}"                Official asks    roster::mandate::end_post;
    get  "/desk/roster/kin"                               Official reads   roster::kin::kin;
    post "/desk/roster/kin"                               Official asks    roster::kin::kin_post;
    get  "/desk/roster/groups"                            Official reads   roster::groups::form;
    post "/desk/roster/groups"                            Official asks    roster::groups::post;
    get  "/desk/roster/people/{person}"                   Official reads   roster::tell::page_of;
    get  "/desk/checks/{check}"                           Official reads   roster::check::show;
    post "/desk/checks/{check}"                           Official asks    roster::check::post;
    post "/desk/roster/people/{person}/sign-in"           Official asks    roster::key::post;
    get  "/desk/pace"                                     Official reads   pace::show::show;
    get  "/desk/readings"                                 Official reads   reading::show::list;
    get  "/desk/pace/cases"                               Official reads   pace::show::cases;
    get  "/desk/books"                                    Official reads   books::show::show;
    get  "/desk/books/trial.csv"                          Official reads   books::export::trial;
    get  "/desk/books/vouchers.csv"                       Official reads   books::export::vouchers;
    get  "/desk/books/begin"                              Official reads   books::begin::form;
    post "/desk/books/begin"                              Official asks    books::begin::post;
    get  "/desk/books/handover"                           Official reads   books::handover::form;
    post "/desk/books/handover"                           Official asks    books::handover::post;
    get  "/desk/books/handover/paper"                     Official reads   books::handover::paper;
    get  "/desk/books/opening"                            Official reads   books::correction::form;
    post "/desk/books/opening"                            Official asks    books::correction::post;
    get  "/desk/books/bank"                               Official reads   books::begin::bank;
    post "/desk/books/bank"                               Official asks    books::begin::bank_post;
    get  "/desk/books/period"                             Official reads   books::period::form;
    post "/desk/books/period"                             Official asks    books::period::post;
    get  "/desk/books/statements"                         Official reads   books::statement::show;
    get  "/desk/books/statements.pdf"                     Official reads   press::statement::desk;
    get  "/desk/books/statements.csv"                     Official reads   books::export::statements;
    get  "/desk/books/account"                            Official reads   books::account::show;
    get  "/desk/books/account.csv"                        Official reads   books::export::account;
    get  "/desk/books/statement"                          Official reads   books::bank_statement::form;
    post "/desk/books/statement"                          Official acts    books::bank_statement::post;
    get  "/desk/books/reconcile"                          Official reads   books::reconcile::show;
    post "/desk/books/reconcile"                          Official acts    books::reconcile::post;
    get  "/desk/books/bank-entry"                         Official reads   books::bank_entry::form;
    post "/desk/books/bank-entry"                         Official asks    books::bank_entry::post;
    get  "/desk/books/matching"                           Official reads   books::reconcile::undo;
    post "/desk/books/matching"                           Official asks    books::reconcile::undo_post;
    get  "/desk/books/import"                             Official reads   books::import::form;
    post "/desk/books/import"                             Official acts    books::import::post;
    get  "/desk/books/import.xlsx"                        Official reads   books::import::template;
    get  "/desk/books/whole"                              Official reads   books::whole::show;
    get  "/desk/books/whole.csv"                          Official reads   books::whole::csv;
    get  "/desk/books/budget"                             Official reads   books::budget::show;
    get  "/desk/books/budget.csv"                         Official reads   books::budget::csv;
    get  "/desk/books/aging"                              Official reads   books::aging::show;
    get  "/desk/books/aging.csv"                          Official reads   books::aging::csv;
    get  "/desk/books/funds"                              Official reads   books::fund::show;
    get  "/desk/books/funds.csv"                          Official reads   books::fund::csv;
    get  "/desk/books/members"                            Official reads   books::member::show;
    get  "/desk/books/members.csv"                        Official reads   books::member::csv;
    get  "/desk/books/members/template.xlsx"              Official reads   takeover::template::<ImportedMember>;
    get  "/desk/books/members/import"                     Official reads   takeover::form::<ImportedMember>;
    post "/desk/books/members/import"                     Official acts    takeover::post::<ImportedMember>;
    get  "/desk/books/receipts"                           Official reads   books::receipt::list::show;
    get  "/desk/books/receipts.csv"                       Official reads   books::receipt::list::csv;
    get  "/desk/books/receipts/book"                      Official reads   books::receipt::form::book;
    post "/desk/books/receipts/book"                      Official asks    books::receipt::form::book_post;
    get  "/desk/books/receipts/cancel"                    Official reads   books::receipt::form::cancel;
    post "/desk/books/receipts/cancel"                    Official asks    books::receipt::form::cancel_post;
    get  "/desk/books/receipts/{receipt}"                 Official reads   books::receipt::paper::sheet;
    get  "/desk/books/{voucher}"                          Official reads   books::voucher::show;
    get  "/desk/books/{voucher}/reversal"                 Official reads   books::reverse::form;
    post "/desk/books/{voucher}/reversal"                 Official asks    books::reverse::post;
    get  "/desk/books/{voucher}/reversal/paper"           Official reads   books::reverse::paper;
    get  "/desk/contracts"                                Official reads   contract::show::list;
    get  "/desk/contracts.csv"                            Official reads   contract::import::csv;
    get  "/desk/contracts/template.xlsx"                  Official reads   takeover::template::<ImportedContract>;
    get  "/desk/contracts/import"                         Official reads   takeover::form::<ImportedContract>;
    post "/desk/contracts/import"                         Official acts    takeover::post::<ImportedContract>;
    get  "/desk/contracts/{contract}"                     Official reads   contract::show::one;
    get  "/desk/contracts/{contract}/filing"              Official reads   contract::file::form;
    post "/desk/contracts/{contract}/filing"              Official asks    contract::file::post;
    get  "/desk/assets"                                   Official reads   card::show::list;
    get  "/desk/assets.csv"                               Official reads   card::import::csv;
    get  "/desk/assets/template.xlsx"                     Official reads   takeover::template::<ImportedCard>;
    get  "/desk/assets/import"                            Official reads   takeover::form::<ImportedCard>;
    post "/desk/assets/import"                            Official acts    takeover::post::<ImportedCard>;
    get  "/desk/assets/labels"                            Official reads   card::label::sheet;
    get  "/desk/assets/count"                             Official reads   card::count::show;
    post "/desk/assets/count"                             Official acts    card::count::post;
    get  "/desk/assets/{card}"                            Official reads   card::show::one;
    get  "/desk/assets/{card}/photo"                      Official reads   card::show::photo;
    get  "/desk/assets/{card}/edit"                       Official reads   card::edit::form;
    post "/desk/assets/{card}/edit"                       Official asks    card::edit::post;
    get  "/desk/assets/{card}/count"                      Official reads   card::count::mark;
    post "/desk/assets/{card}/count"                      Official acts    card::count::mark_post;
    get  "/desk/plots"                                    Official reads   plot::show::list;
    get  "/desk/plots.csv"                                Official reads   plot::import::csv;
    get  "/desk/plots/template.xlsx"                      Official reads   takeover::template::<ImportedPlot>;
    get  "/desk/plots/import"                             Official reads   takeover::form::<ImportedPlot>;
    post "/desk/plots/import"                             Official acts    takeover::post::<ImportedPlot>;
    get  "/desk/plots/labels"                             Official reads   plot::label::sheet;
    get  "/desk/plots/{plot}"                             Official reads   plot::show::one;
    get  "/desk/plots/{plot}/edit"                        Official reads   plot::edit::form;
    post "/desk/plots/{plot}/edit"                        Official asks    plot::edit::post;
    get  "/desk/disclosures"                              Official reads   board::work::list;
    post "/desk/disclosures"                              Official asks    board::work::confirm;
    get  "/desk/disclosures/{item}/{term}"                Official reads   board::work_slot::slot;
    post "/desk/disclosures/{item}/{term}"                Official asks    board::work_slot::slot_post;
    get  "/desk/questions"                                Official reads   board::held::list;
    get  "/desk/questions/{question}"                     Official reads   board::answer::form;
    get  "/desk/questions/{question}/voice"               Official reads   board::held::voice;
    post "/desk/questions/{question}"                     Official asks    board::answer::post;
    get  "/desk/copies"                                   Official reads   copy::list::list;
    get  "/desk/photos"                                   Official reads   photo::add::form;
    post "/desk/photos"                                   Official acts    photo::add::post;
    get  "/desk/photos/{photo}"                           Official reads   photo::mark::form;
    post "/desk/photos/{photo}"                           Official asks    photo::mark::post;
    get  "/desk/photos/{photo}/picture"                   Official reads   photo::picture::desk;
    get  "/desk/screens"                                  Official reads   screen::list::list;
    get  "/desk/screens/new"                              Official reads   screen::keep::new;
    post "/desk/screens/new"                              Official asks    screen::keep::new_post;
    get  "/desk/screens/{screen}"                         Official reads   screen::keep::remove;
    post "/desk/screens/{screen}"                         Official asks    screen::keep::remove_post;
    get  "/desk/inspections"                              Official reads   inspect::list::list;
    post "/desk/inspections"                              Official asks    inspect::act::open;
    get  "/desk/inspections/{inspection}"                 Official reads   inspect::one::show;
    post "/desk/inspections/{inspection}"                 Official asks    inspect::act::find;
    get  "/desk/inspections/{inspection}/{finding}"       Official reads   inspect::act::form;
    post "/desk/inspections/{inspection}/{finding}"       Official asks    inspect::act::post;
    get  "/desk/posts"                                    Official reads   desk::own::page_of;
    get  "/desk/leaves"                                   Official reads   leave::show::list;
    get  "/desk/leaves/new"                               Official reads   leave::take::get;
    post "/desk/leaves/new"                               Official asks    leave::take::post;
    post "/desk/leaves/{leave}"                           Official asks    leave::answer::post;
    get  "/desk/delegations"                              Official reads   delegation::show::list;
    get  "/desk/delegations/new"                          Official reads   delegation::take::form;
    post "/desk/delegations/new"                          Official asks    delegation::take::post;
    post "/desk/delegations/{delegation}"                 Official asks    delegation::answer::post;
    get  "/desk/delegations/{delegation}/minutes"         Official reads   delegation::show::minutes;
    get  "/desk/delegations/{delegation}/attendance"      Official reads   delegation::show::attendance;
    get  "/desk/rules"                                    Official reads   rules::propose::list;
    post "/desk/rules"                                    Official asks    rules::propose::post;
    get  "/desk/rules/{proposal}"                         Official reads   rules::decide::show;
    post "/desk/rules/{proposal}"                         Official asks    rules::decide::confirm;
    post "/desk/rules/{proposal}/decline"                 Official asks    rules::decide::decline;
    // Rules, log, and small things.
    get  "/language"                                      Anyone   reads   small::language;
    get  "/larger"                                        Anyone   reads   small::larger;
    get  "/assets/{name}"                                 Anyone   reads   small::assets;
    get  "/worker.js"                                     Anyone   reads   small::worker;
    get  "/health"                                        Anyone   reads   small::health;
    get  "/ready"                                         Anyone   reads   small::ready;
    get  "/metrics"                                       Anyone   reads   small::metrics;
    get  "/rules"                                         Anyone   reads   rules::show::page;
    get  "/rules/{affair}"                                Anyone   reads   rules::show::affair;
    get  "/rules/{affair}/bpmn"                           Anyone   reads   rules::flow::bpmn;
    get  "/log"                                           Anyone   reads   log::show::page;
    get  "/log/checkpoint"                                Anyone   reads   log::tile::checkpoint;
    get  "/log/tile/{*path}"                              Anyone   reads   log::tile::tile;
    get  "/log/entries"                                   Anyone   reads   log::show::entries;
    get  "/log/publications"                              Anyone   reads   log::published::list;
    get  "/log/publications/{entry}"                      Anyone   reads   log::published::evidence;
}
