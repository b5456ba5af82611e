//! What was kept before is taken over by two: prepared with the signed list, confirmed by its totals; nothing of it stands before.

use crate::members::sixty;
use crate::scene::{balance, code, expense, opening, period, says, through, with_books};
use capital::{
    ConfirmHandover, CorrectOpening, HandoverState, HandoverWhat, ImportVouchers, PrepareMembers, PrepareVouchers,
    ReturnHandover, handovers,
};
use demo::testing::{Bench, day};
use demo::{make_paper, on_both_databases};
use ledger::{Draft, Line, OpeningLine, Origin, People, Side, Word};
use office::StoredFile;
use village::{Fen, Hash, Kind, Place, Post};

on_both_databases!(
    nothing_stands_before_the_second_person_confirms,
    whoever_prepared_does_not_confirm,
    what_is_sent_back_is_prepared_anew,
    balances_prepared_before_money_moved_are_not_confirmed,
    members_are_taken_over_by_two,
    no_more_than_was_confirmed_is_taken,
    opening_balances_are_put_right_by_two,
    what_something_rests_on_is_not_put_right,
);

fn paper(bench: &Bench) -> StoredFile {
    make_paper(bench.office.files(), "移交清单", &["移交人、接交人签字".into()]).unwrap()
}

fn confirm(village: &Place, number: i64) -> ConfirmHandover {
    ConfirmHandover { village: village.clone(), number }
}

fn nothing_stands_before_the_second_person_confirms(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    bench.done(&bench.desk(&village, Post::AgencyAccountant), opening(bench, &village));
    assert!(bench.read(|reader| capital::books_of(reader, &village)).is_none(), "prepared is not opened");
    let row = bench.read(|reader| handovers(reader, &village)).remove(0);
    assert_eq!((row.number, row.what, row.state, row.many), (1, HandoverWhat::Books, HandoverState::Waiting, 3));
    assert_eq!(row.sum_fen, Fen::yuan(20_500));
    let sums: Vec<_> = row.sums.iter().map(|sum| (sum.account.as_str(), sum.debit_fen, sum.credit_fen)).collect();
    let none = Fen(0);
    let (cash, bank, capital) = (Fen::yuan(500), Fen::yuan(20_000), Fen::yuan(20_500));
    assert_eq!(sums, [("101", cash, none), ("102", bank, none), ("301", none, capital)]);
    let waiting = bench.read(|reader| capital::waiting(reader, &bench.township()));
    assert_eq!(waiting[0].handover, Some((HandoverWhat::Books, 1)));
    bench.done(&bench.desk(&village, Post::TownshipOfficial), confirm(&village, 1));
    assert_eq!(balance(bench, &village, "2026-03-02", "10201"), 2_000_000);
    let again = bench.refused(&bench.desk(&village, Post::TownshipOfficial), confirm(&village, 1));
    says(&again, "已经办过");
    bench.verified();
}

fn whoever_prepared_does_not_confirm(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    bench.done(&accountant, opening(bench, &village));
    for post in [Post::AgencyAccountant, Post::AgencyCashier, Post::Bookkeeper, Post::PartySecretary] {
        let refusal = bench.refused(&bench.desk(&village, post), confirm(&village, 1));
        assert_eq!(refusal.kind, Kind::NotYours, "{post}");
    }
    assert!(bench.read(|reader| capital::books_of(reader, &village)).is_none());
}

fn what_is_sent_back_is_prepared_anew(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (accountant, township) =
        (bench.desk(&village, Post::AgencyAccountant), bench.desk(&village, Post::TownshipOfficial));
    let back = |remark: &str| ReturnHandover { village: village.clone(), number: 1, remark: remark.into() };
    bench.done(&accountant, opening(bench, &village));
    says(&bench.refused(&township, back(" ")), "退回的原因");
    bench.done(&township, back("余额表没有移交人签字"));
    says(&bench.refused(&township, confirm(&village, 1)), "已经办过");
    bench.done(&accountant, opening(bench, &village));
    // Prepared once more, the one before is out.
    bench.done(&accountant, opening(bench, &village));
    let states: Vec<_> = bench.read(|reader| handovers(reader, &village)).iter().map(|row| row.state).collect();
    assert_eq!(states, [HandoverState::Waiting, HandoverState::Replaced, HandoverState::Returned]);
    bench.done(&township, confirm(&village, 3));
    bench.verified();
}

fn balances_prepared_before_money_moved_are_not_confirmed(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    bench.done(&bench.desk(&village, Post::AgencyAccountant), opening(bench, &village));
    through(bench, &mut expense(&village, "120", "24330000000000000001", "transfer"));
    let refusal = bench.refused(&bench.desk(&village, Post::TownshipOfficial), confirm(&village, 1));
    says(&refusal, "余额已经不对了");
}

fn members_are_taken_over_by_two(bench: &Bench) {
    let village = with_books(bench);
    let deed = PrepareMembers { village: village.clone(), members: sixty(bench, &village), paper: paper(bench) };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), deed);
    assert!(bench.read(|reader| capital::members(reader, &village)).is_empty(), "prepared is no register");
    let row = bench.read(|reader| handovers(reader, &village)).remove(0);
    assert_eq!((row.what, row.many), (HandoverWhat::Members, 60));
    bench.done(&bench.desk(&village, Post::TownshipOfficial), confirm(&village, row.number));
    assert_eq!(bench.read(|reader| capital::members(reader, &village)).len(), 60);
    bench.verified();
}

/// So many vouchers of the first of March, of a hundred yuan each.
fn import(village: &Place, marks: &[&str], former: bool) -> ImportVouchers {
    let line = |account: &str, side| Line { account: code(account), side, amount_fen: Fen::yuan(100) };
    let one = |(row, mark): (u32, &&str)| intake::Drafted {
        row,
        rows: vec![row, row],
        mark: (*mark).to_owned(),
        draft: Draft {
            word: Word::Payment,
            day: day("2026-03-01"),
            summary: "买扫帚".into(),
            lines: vec![line("51401", Side::Debit), line("10201", Side::Credit)],
            attachments: Vec::new(),
            people: People::default(),
            origin: Origin::Imported { mark: (*mark).to_owned() },
            reservation: None,
            drawn: None,
        },
    };
    let vouchers = (2..).zip(marks).map(one).collect();
    ImportVouchers { village: village.clone(), source: "旧账套".into(), file: Hash([5; 32]), former, vouchers }
}

fn no_more_than_was_confirmed_is_taken(bench: &Bench) {
    let village = with_books(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let prepared = PrepareVouchers { import: import(&village, &["a", "b"], false), paper: paper(bench) };
    bench.done(&accountant, prepared);
    says(&bench.refused(&accountant, import(&village, &["a", "b"], false)), "还没有经第二人确认");
    bench.done(&bench.desk(&village, Post::TownshipOfficial), confirm(&village, 2));
    // Another chart makes other vouchers of the same file; another file is another matter.
    says(&bench.refused(&accountant, import(&village, &["a", "b"], true)), "还没有经第二人确认");
    let other = ImportVouchers { file: Hash([6; 32]), ..import(&village, &["a", "b"], false) };
    says(&bench.refused(&accountant, other), "还没有经第二人确认");
    says(&bench.refused(&accountant, import(&village, &["a", "b", "c"], false)), "对不上");
    let mut dearer = import(&village, &["a", "b"], false);
    dearer.vouchers[1].draft.lines.iter_mut().for_each(|line| line.amount_fen = Fen::yuan(101));
    says(&bench.refused(&accountant, dearer), "对不上");
    bench.done(&accountant, import(&village, &["a"], false));
    says(&bench.refused(&accountant, import(&village, &["b", "c"], false)), "对不上");
    bench.done(&accountant, import(&village, &["b"], false));
    says(&bench.refused(&accountant, import(&village, &["c"], false)), "对不上");
    let row = bench.read(|reader| handovers(reader, &village)).remove(0);
    assert_eq!(row.taken, (2, Fen::yuan(200)));
    assert_eq!(balance(bench, &village, "2026-03-02", "10201"), 1_980_000);
    bench.verified();
}

pub(crate) fn put_right(bench: &Bench, village: &Place, bank: i64) -> CorrectOpening {
    let line = |account: &str, side, yuan| OpeningLine { account: code(account), side, amount_fen: Fen::yuan(yuan) };
    CorrectOpening {
        village: village.clone(),
        opening: vec![line("10201", Side::Debit, bank), line("301", Side::Credit, bank)],
        accounts: Vec::new(),
        reason: "移交表把库存现金写重了".into(),
        paper: paper(bench),
    }
}

fn opening_balances_are_put_right_by_two(bench: &Bench) {
    let village = with_books(bench);
    let (accountant, township) =
        (bench.desk(&village, Post::AgencyAccountant), bench.desk(&village, Post::TownshipOfficial));
    let bare = CorrectOpening { reason: String::new(), ..put_right(bench, &village, 19_000) };
    says(&bench.refused(&accountant, bare), "为什么更正");
    let mut slanted = put_right(bench, &village, 19_000);
    slanted.opening[0].amount_fen = Fen(1);
    says(&bench.refused(&accountant, slanted), "借贷不平");
    // What was kept back for a payment must still be there.
    let mut claim = expense(&village, "120.50", "24330000000000000001", "transfer");
    bench.go_on_to(&mut claim, "submit");
    says(&bench.refused(&accountant, put_right(bench, &village, 120)), "银行存款");
    bench.done(&accountant, put_right(bench, &village, 19_000));
    assert_eq!(balance(bench, &village, "2026-03-02", "10201"), 2_000_000, "not before it is confirmed");
    bench.done(&township, confirm(&village, 2));
    assert_eq!(balance(bench, &village, "2026-03-02", "10201"), 1_900_000);
    assert_eq!(balance(bench, &village, "2026-03-02", "101"), 0);
    through(bench, &mut claim);
    assert_eq!(balance(bench, &village, "2026-03-31", "10201"), 1_887_950);
    bench.verified();
}

fn what_something_rests_on_is_not_put_right(bench: &Bench) {
    let village = with_books(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    bench.done(&accountant, put_right(bench, &village, 19_000));
    through(bench, &mut expense(&village, "120.50", "24330000000000000001", "transfer"));
    let late = bench.refused(&bench.desk(&village, Post::TownshipOfficial), confirm(&village, 2));
    says(&late, "1张凭证");
    let refusal = bench.refused(&accountant, put_right(bench, &village, 19_000));
    assert!(refusal.next.zh.contains("导入旧凭证"), "{refusal:#?}");
    let turns = bench.read(|reader| capital::turns(reader, &village, period("2026-03")));
    assert_eq!(turns[&code("101")].closing_fen(), 50_000);
}
