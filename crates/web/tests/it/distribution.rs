//! What was distributed, household by household: who is unpaid stands on the officials' list and on the bookkeeper's desk; everybody reads
//! counts and sums alone.

use crate::browser::Browser;
use crate::keep_books::begun;
use capital::{Holding, ImportedMember, MemberState, PrepareMembers, Shares};
use demo::testing::Bench;
use demo::{Matter, Went, make_paper, on_both_databases};
use std::collections::BTreeMap;
use village::{Fen, Post};

on_both_databases!(an_unpaid_household_stays_visible_until_it_is_paid,);

const PUBLIC: &str = "/v/990101001001/members";

/// Twenty households with somebody of the roster each, the first with two shares.
fn taken_over(bench: &Bench) {
    let (village, today) = (bench.village(1), bench.today());
    let all = bench.read(|reader| office::roster::persons_with(reader, &village, Post::Member, today));
    let one = |(nth, holder): (u32, &office::roster::Holder)| ImportedMember {
        row: nth,
        code: nth.to_string(),
        name: holder.name.clone(),
        household: format!("第{nth}户"),
        state: MemberState::Member,
        holding: Holding { heads: Shares(if nth == 1 { 200 } else { 100 }), work: Shares(0), other: Shares(0) },
        since: None,
        person: holder.mandate.person.to_string(),
    };
    let members: Vec<ImportedMember> = (1..).zip(all.iter().take(20)).map(one).collect();
    let paper = make_paper(bench.office.files(), "成员名册", &["签字".into()]).unwrap();
    bench.by_two(&village.clone(), PrepareMembers { village, members, paper });
}

fn of_the_year(bench: &Bench) -> Matter {
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
        ("cleared", "已与本人核对"),
    ];
    Matter {
        village: bench.village(1),
        affair: "C5".into(),
        title: "2025年度收益分配".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    }
}

fn an_unpaid_household_stays_visible_until_it_is_paid(bench: &Bench) {
    begun(bench);
    taken_over(bench);
    let mut year = of_the_year(bench);
    bench.go_on_to(&mut year, "pay_list");
    let case = year.case.clone().unwrap().to_string();
    let lines = bench.read(|reader| capital::distribution_lines(reader, &case));
    let members = bench.read(|reader| capital::members(reader, &bench.village(1)));
    let line = |line: &capital::DistributionLine| {
        let person = members.iter().find(|row| row.id == line.member).and_then(|row| row.person.clone()).unwrap();
        format!("{person}\t{}", line.amount_fen)
    };
    let list: Vec<String> = lines.iter().map(line).collect();
    year.values.insert("shares".into(), list.join("\n"));
    bench.go_on_to(&mut year, "pay");
    let at = lines.iter().position(|line| line.household == "第7户").unwrap();
    let sum: Fen = lines[at].amount_fen;
    year.outcomes.insert("pay".into(), "paid_in_part".into());
    year.values.insert("refused".into(), list[at].clone());
    year.values.insert("refunded_fen".into(), sum.to_string());
    bench.go_on_to(&mut year, "clear_accounts");
    let address = format!("/desk/books/members?village=990101001001&code={case}");
    let officials = || Browser::of(bench, &bench.village(1), Post::AgencyAccountant).get(&address).body;
    let page = officials();
    let rest = Fen::yuan(7_000) - sum;
    for part in ["账上应付", "还没有发到", "应付未发", &sum.to_string(), &rest.to_string(), "付-"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("对不上"), "{page}");
    let first = page.find("第7户").unwrap();
    assert!(first < page.find("第1户").unwrap(), "who is unpaid stands first");
    let bookkeeper = Browser::of(bench, &bench.village(1), Post::Bookkeeper).get("/desk").body;
    assert!(bookkeeper.contains("核对退回户的账户"), "{bookkeeper}");
    let public = Browser::stranger(bench).get(PUBLIC).body;
    let counts = format!("已发19户{rest}元，未发1户{sum}元");
    assert!(public.contains(&counts) && !public.contains("第7户"), "{counts}: {public}");
    bench.go_on_to(&mut year, "pay_again");
    year.values.insert("again".into(), list[at].clone());
    year.values.insert("again_fen".into(), sum.to_string());
    while !matches!(bench.go_on(&mut year), Went::Ended) {}
    let page = officials();
    assert!(!page.contains("应付未发") && !page.contains("对不上"), "{page}");
    assert!(Browser::stranger(bench).get(PUBLIC).body.contains("已发20户7,000.00元，未发0户0.00元"));
    bench.verified();
}
