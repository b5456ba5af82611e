//! Members and shares: taken over by the list, changed by cases of J1 alone, and what C5 distributes shared out over them to the fen.

use crate::scene::{matter, says, through, with_books};
use capital::{
    Holding, ImportedMember, MemberState, PrepareMembers, Shares, distribution_lines, distributions, household_of,
    member, member_changes, members,
};
use demo::testing::{Bench, day};
use demo::{Matter, Went, make_paper, on_both_databases};
use office::StoredFile;
use village::{CaseId, Fen, Place, Post, Refusal, Stop};

on_both_databases!(
    members_are_taken_over_all_or_none_and_once,
    families_of_one_name_read_nothing_of_one_another,
    a_case_changes_the_register_and_keeps_what_was,
    a_transfer_is_judged_by_the_register_and_never_passes_three_in_a_hundred,
    what_is_distributed_is_shared_out_to_the_fen_and_the_list_must_say_so,
    whose_money_came_back_is_owed_until_it_is_paid_again,
);

fn paper(bench: &Bench) -> StoredFile {
    make_paper(bench.office.files(), "成员名册", &["签字".into()]).unwrap()
}

fn one(row: u32, name: &str, household: &str, heads: i64, work: i64) -> ImportedMember {
    ImportedMember {
        row,
        code: row.to_string(),
        name: name.into(),
        household: household.into(),
        state: MemberState::Member,
        holding: Holding { heads: Shares(heads), work: Shares(work), other: Shares(0) },
        since: None,
        person: String::new(),
    }
}

/// The members of the village's roster, each with their number.
fn roster(bench: &Bench, village: &Place) -> Vec<(String, String)> {
    let today = bench.today();
    let all = bench.read(|reader| office::roster::persons_with(reader, village, Post::Member, today));
    all.into_iter().map(|holder| (holder.mandate.person.to_string(), holder.name)).collect()
}

/// Sixty members in twenty households, each with somebody of the roster, with a share each and years of work.
pub(crate) fn sixty(bench: &Bench, village: &Place) -> Vec<ImportedMember> {
    let roster = roster(bench, village);
    let digits = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
    let mut all = Vec::new();
    for nth in 0..60_u32 {
        let at = usize::try_from(nth).unwrap();
        let fallback = (String::new(), format!("周{}{}", digits[at / 10], digits[at % 10]));
        let head = roster.get(at / 3).filter(|_| at % 3 == 0);
        let (person, name) = head.cloned().unwrap_or(fallback);
        let work = i64::from(nth % 7) * 25;
        let household = format!("第{}户", nth / 3 + 1);
        all.push(ImportedMember { person, ..one(nth + 2, &name, &household, 100, work) });
    }
    all
}

pub(crate) fn taken_over(bench: &Bench, village: &Place) -> Vec<capital::MemberRow> {
    let deed = PrepareMembers { village: village.clone(), members: sixty(bench, village), paper: paper(bench) };
    bench.by_two(village, deed);
    bench.read(|reader| members(reader, village))
}

fn families_of_one_name_read_nothing_of_one_another(bench: &Bench) {
    let village = with_books(bench);
    let mut all = sixty(bench, &village);
    let home = |person: &str| {
        let person = village::PersonId::new(person).unwrap();
        bench.read(|reader| office::roster::person(reader, &person)).unwrap().household
    };
    let first = all[0].person.clone();
    let other =
        (1..all.len()).find(|at| !all[*at].person.is_empty() && home(&all[*at].person) != home(&first)).unwrap();
    all[other].household = all[0].household.clone();
    let stranger = all[other].name.clone();
    bench.by_two(&village, PrepareMembers { village: village.clone(), members: all, paper: paper(bench) });
    let person = village::PersonId::new(first.as_str()).unwrap();
    let own = bench.read(|reader| household_of(reader, &village, &person));
    assert!(!own.is_empty() && own.iter().all(|one| one.name != stranger), "{own:#?}");
}

fn members_are_taken_over_all_or_none_and_once(bench: &Bench) {
    let village = with_books(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let mut bad = vec![
        one(2, "周大", "一户", 100, 0),
        one(2, "周大", "一户", 100, 0),
        one(4, "周二331081199001010011", "二户", 100, 0),
        one(5, "周五", "二户", 0, 0),
        one(6, "周六", "三户", 100, 0),
        one(7, "周七", "三户", 100, 0),
        one(8, "周八", "三户", 100, 0),
    ];
    bad[3].state = MemberState::Holder;
    bad[4].since = Some(day("2099-01-01"));
    bad[5].person = "没有".into();
    bad[6].person = "没有".into();
    let refusal =
        bench.refused(&accountant, PrepareMembers { village: village.clone(), members: bad, paper: paper(bench) });
    let rows: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(rows, ["row.2", "row.2", "row.4", "row.5", "row.6", "row.7", "row.8", "row.8"], "{refusal:#?}");
    assert!(bench.read(|reader| members(reader, &village)).is_empty(), "nothing is partly taken");
    let deed = PrepareMembers { village: village.clone(), members: sixty(bench, &village), paper: paper(bench) };
    bench.refused(&bench.desk(&village, Post::AssetClerk), deed);
    let all = taken_over(bench, &village);
    assert_eq!(all.len(), 60);
    assert!(all.iter().all(|row| row.case.is_none() && row.reason == "imported"), "it never passes for a case");
    let again = PrepareMembers { village: village.clone(), members: sixty(bench, &village), paper: paper(bench) };
    says(&bench.refused(&accountant, again), "要走“成员确认与股权变更”办件");
    bench.verified();
}

pub(crate) fn changing(village: &Place, change: &str, lines: &str) -> Matter {
    let values = [
        ("party", "周小宝"),
        ("change", change),
        ("share_after", "300"),
        ("changes", lines),
        ("proved", "yes"),
        ("equal_terms", "yes"),
    ];
    matter(village, "J1", &values)
}

pub(crate) fn begun(bench: &Bench, matter: &mut Matter) -> Refusal {
    match demo::go_on(&bench.office, matter, bench.now()) {
        Ok(Went::NotYet(refusal)) => *refusal,
        Err(Stop::Refused(refusal)) => *refusal,
        _ => panic!("it was taken"),
    }
}

fn a_case_changes_the_register_and_keeps_what_was(bench: &Bench) {
    let village = with_books(bench);
    let all = taken_over(bench, &village);
    let mut born = changing(&village, "birth", "周小宝，新，第1户，成员，1，0，0");
    through(bench, &mut born);
    let case = born.case.unwrap().to_string();
    let now = bench.read(|reader| members(reader, &village));
    assert_eq!(now.len(), 61);
    let child = now.iter().find(|row| row.name == "周小宝").unwrap();
    assert_eq!((child.id.as_str(), child.case.as_deref()), ("990101001001-M-0061", Some(case.as_str())));
    let old = all.iter().find(|row| row.id.ends_with("-0001")).unwrap();
    let heir = all.iter().find(|row| row.id.ends_with("-0002")).unwrap();
    let lines = format!(
        "{}，0001，{}，已退出，0，0，0\n{}，0002，{}，成员，2，0.25，0",
        old.name, old.household, heir.name, heir.household
    );
    let mut died = changing(&village, "death", &lines);
    through(bench, &mut died);
    let history = bench.read(|reader| member(reader, &old.id));
    let states: Vec<MemberState> = history.iter().map(|row| row.state).collect();
    assert_eq!(states, [MemberState::Left, MemberState::Member], "nothing is overwritten");
    assert_eq!(bench.read(|reader| member_changes(reader, &village)).len(), 3);
    assert_eq!(bench.read(|reader| member(reader, &heir.id))[0].holding.sum(), Shares(225));
    if let Some(person) = &old.person {
        let person = village::PersonId::new(person.as_str()).unwrap();
        let own = bench.read(|reader| household_of(reader, &village, &person));
        assert_eq!(own.len(), 1, "who left reads no household");
    }
    bench.verified();
}

fn a_transfer_is_judged_by_the_register_and_never_passes_three_in_a_hundred(bench: &Bench) {
    let village = with_books(bench);
    let all = taken_over(bench, &village);
    let [one, other] = ["-0001", "-0002"].map(|end| all.iter().find(|row| row.id.ends_with(end)).unwrap());
    let lines = |mine: &str, theirs: &str| {
        let (name, household) = (&one.name, &one.household);
        let mine = format!("{name}，0001，{household}，成员，{mine}，0，0");
        format!("{mine}\n{}，0002，{}，成员，{theirs}，0，0", other.name, other.household)
    };
    says(&begun(bench, &mut changing(&village, "share", &lines("1", "2.25"))), "转让、继承前后要相等");
    let whole = all.iter().map(|row| row.holding.sum()).sum::<Shares>();
    assert!(Shares(225).is_over(200, whole), "{whole}");
    let mut small = changing(&village, "share", &lines("0", "2.25"));
    small.values.insert("share_after".into(), "1".into());
    says(&begun(bench, &mut small), "按名册算是万分之");
    for (bad, zh) in [
        ("", "请逐人写明"),
        ("没有这人，0099，第1户，成员，1，0，0", "名册里没有编号0099"),
        ("没有这人，0001，第1户，成员，1，0，0", "名册里不是没有这人"),
        ("新人，新，第1户，社员，1，0，0", "变更后的身份写"),
        ("新人，新，第1户，成员，一，0，0", "最多两位小数"),
        ("新人，新，第1户，成员，1，0，0", "名单和变更事由不一致"),
    ] {
        says(&begun(bench, &mut changing(&village, "share", bad)), zh);
    }
    let born = "周小宝，新，第1户，成员，9，0，0";
    let refusal = begun(bench, &mut changing(&village, "birth", born));
    says(&refusal, "超过万分之300");
    assert!(refusal.articles.iter().any(|article| article.article == "30"), "{refusal:#?}");
    bench.verified();
}

/// C5 of 7,000 yuan for the members of a register, not yet drafted.
pub(crate) fn of_the_year(village: &Place) -> Matter {
    let values = [
        ("matter", "plan_budget"),
        ("year", "2025"),
        ("net_fen", "10000.01"),
        ("losses", "covered"),
        ("reserve_fen", "3000.01"),
        ("by_charter", "yes"),
        ("distribute_fen", "7000"),
        ("list_total_fen", "7000"),
        ("members_paid", "20"),
        ("budget_income_fen", "1"),
        ("budget_expense_fen", "1"),
        ("purpose", "2025年度分红"),
        ("payees", "本社全体成员"),
        ("body", "member_assembly"),
    ];
    matter(village, "C5", &values)
}

/// The list of who is paid for each household, by its first of the roster, as it is typed.
pub(crate) fn list_of(bench: &Bench, village: &Place, case: &str) -> String {
    let all = bench.read(|reader| members(reader, village));
    let payees = roster(bench, village);
    let mut owed: std::collections::BTreeMap<String, (String, Fen)> = std::collections::BTreeMap::new();
    for line in bench.read(|reader| distribution_lines(reader, case)) {
        let row = all.iter().find(|row| row.id == line.member).unwrap();
        let person = row.person.clone().filter(|person| payees.iter().any(|(id, _)| id == person));
        let sum = owed.entry(line.household.clone()).or_default();
        sum.0 = person.filter(|_| sum.0.is_empty()).unwrap_or_else(|| sum.0.clone());
        sum.1 = sum.1 + line.amount_fen;
    }
    let list: Vec<String> = owed.values().map(|(person, sum)| format!("{person}\t{sum}")).collect();
    list.join("\n")
}

fn what_is_distributed_is_shared_out_to_the_fen_and_the_list_must_say_so(bench: &Bench) {
    let village = with_books(bench);
    let all = taken_over(bench, &village);
    let mut year = of_the_year(&village);
    bench.go_on_to(&mut year, "pay_list");
    let case = year.case.clone().unwrap().to_string();
    let lines = bench.read(|reader| distribution_lines(reader, &case));
    assert_eq!(lines.len(), 60);
    assert_eq!(lines.iter().map(|line| line.amount_fen).sum::<Fen>(), Fen::yuan(7_000), "to the fen");
    let whole: i64 = all.iter().map(|row| row.holding.sum().0).sum();
    for line in &lines {
        let exact = 700_000 * line.shares.0 / whole;
        assert!((exact..=exact + 1).contains(&line.amount_fen.0), "{line:?}");
    }
    assert_eq!(bench.read(|reader| distributions(reader, &village))[0].paid, None);
    let refusal = begun(bench, &mut year);
    says(&refusal, "按股份应发");
    year.values.insert("shares".into(), list_of(bench, &village, &case));
    bench.go_on_to(&mut year, "pay");
    assert_eq!(bench.read(|reader| distributions(reader, &village))[0].paid, None, "until it is paid it is owed");
    through(bench, &mut year);
    assert_eq!(bench.read(|reader| distributions(reader, &village))[0].paid, Some(bench.today()));
    bench.verified();
}

/// What is open by the list, by the distribution and by the books.
fn open_by_all(bench: &Bench, village: &Place, case: &CaseId) -> [Fen; 3] {
    let lines = bench.read(|reader| distribution_lines(reader, case.as_str()));
    let shared = bench.read(|reader| distributions(reader, village))[0].clone();
    let books = bench.read(|reader| capital::owed_by_books(reader, case));
    [lines.iter().map(capital::DistributionLine::open).sum(), shared.open(), books]
}

fn whose_money_came_back_is_owed_until_it_is_paid_again(bench: &Bench) {
    let village = with_books(bench);
    taken_over(bench, &village);
    let mut year = of_the_year(&village);
    bench.go_on_to(&mut year, "pay_list");
    let case = year.case.clone().unwrap();
    let list = list_of(bench, &village, case.as_str());
    year.values.insert("shares".into(), list.clone());
    bench.go_on_to(&mut year, "pay");
    assert_eq!(open_by_all(bench, &village, &case), [Fen::yuan(7_000); 3]);
    let [one, other]: [&str; 2] = list.lines().take(2).collect::<Vec<_>>().try_into().unwrap();
    let sum_of = |line: &str| Fen::parse(line.split_once('\t').unwrap().1).unwrap();
    year.outcomes.insert("pay".into(), "paid_in_part".into());
    let (person, _) = one.split_once('\t').unwrap();
    year.values.insert("refused".into(), format!("{person}\t6000"));
    year.values.insert("refunded_fen".into(), "6000".into());
    says(&begun(bench, &mut year), "还没有发到的是");
    let both = sum_of(one) + sum_of(other);
    year.values.insert("refused".into(), format!("{one}\n{other}"));
    year.values.insert("refunded_fen".into(), both.to_string());
    bench.go_on_to(&mut year, "pay_again");
    assert_eq!(open_by_all(bench, &village, &case), [both; 3], "the list and the books agree");
    assert_eq!(bench.read(|reader| distributions(reader, &village))[0].paid, None);
    bench.verified();
    year.values.insert("again".into(), one.into());
    year.values.insert("again_fen".into(), sum_of(one).to_string());
    says(&begun(bench, &mut year), "还有1户");
    year.outcomes.insert("pay_again".into(), "paid_in_part".into());
    bench.go_on_to(&mut year, "clear_accounts");
    bench.go_on_to(&mut year, "pay_again");
    assert_eq!(open_by_all(bench, &village, &case), [sum_of(other); 3]);
    says(&begun(bench, &mut year), "还没有发到的是0.00");
    year.outcomes.insert("pay_again".into(), "paid".into());
    year.values.insert("again".into(), other.into());
    year.values.insert("again_fen".into(), sum_of(other).to_string());
    through(bench, &mut year);
    assert_eq!(open_by_all(bench, &village, &case), [Fen(0); 3]);
    assert_eq!(bench.read(|reader| distributions(reader, &village))[0].paid, Some(bench.today()));
    let lines = bench.read(|reader| distribution_lines(reader, case.as_str()));
    let acts: std::collections::BTreeSet<i64> = lines.iter().flat_map(|line| &line.paid).map(|part| part.act).collect();
    let vouchers = bench.read(|reader| capital::vouchers_of_case(reader, &case));
    let of = |act: &i64| {
        vouchers.iter().any(|voucher| voucher.word == "payment" && voucher.origin.ends_with(&format!("#{act}")))
    };
    assert!(acts.len() == 3 && acts.iter().all(of), "each payment has its voucher: {acts:?}, {vouchers:#?}");
    bench.verified();
}
