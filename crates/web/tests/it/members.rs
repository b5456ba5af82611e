//! Members and shares on their pages: taken over from a sheet, every fault told; strangers read totals and masked names, whoever is on
//! the register their own household, and nobody another's.

use crate::browser::Browser;
use crate::keep_books::{begun, confirmed, fields, paper};
use demo::testing::Bench;
use demo::{Matter, Went, on_both_databases};
use std::collections::BTreeMap;
use village::Post;

on_both_databases!(members_are_taken_over_and_each_household_reads_its_own,);

const MEMBERS: &str = "/desk/books/members/import?village=990101001001";
const LIST: &str = "/desk/books/members?village=990101001001";
const PUBLIC: &str = "/v/990101001001/members";
const HEAD: &str = "编号,姓名,户,身份,人口股,农龄股,其他股,起始日期,人员编号\n";

fn sheet(text: &str) -> (String, String, Vec<u8>) {
    ("file".to_owned(), "名册.csv".to_owned(), format!("{HEAD}{text}").into_bytes())
}

/// Forty on the register: two of the roster in households of their own, the others of none of it.
fn good(bench: &Bench) -> (String, [(String, String); 2]) {
    let today = bench.today();
    let village = bench.village(1);
    let all = bench.read(|reader| office::roster::persons_with(reader, &village, Post::Member, today));
    let [one, other] = [0, 1].map(|at| (all[at].mandate.person.to_string(), all[at].name.clone()));
    let mut text = format!("1,{},东一户,成员,1,0.5,,2018-06-30,{}\n2,周小花,东一户,成员,1,0,,,\n", one.1, one.0);
    text.push_str(&format!("3,{},西二户,成员,1,2.25,,,{}\n", other.1, other.0));
    let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚"];
    for nth in 0..37_usize {
        let name = format!("周{}{}", names[nth / 7], names[nth % 7]);
        text.push_str(&format!("{},{name},南{}户,成员,1,0,0,,\n", nth + 4, nth / 3));
    }
    (text, [one, other])
}

fn browser_of(bench: &Bench, person: &str) -> Browser {
    Browser::of_desk(bench, &bench.desk_of(&village::PersonId::new(person).unwrap()))
}

fn every_fault_is_told_at_once(bench: &Bench, accountant: &Browser) {
    let page = accountant.get(MEMBERS).body;
    let bad = "1,周甲,一户,社员,1,0,,,\n2,,一户,成员,1,0,,,\n3,周丙,一户,成员,一,0,,,\n4,周丁,,成员,1,1.234,,,\n\
        5,周戊,一户,成员,-1,0,,,\n6,周己,一户,成员,1,0,0,去年,\n7,周庚,一户,成员,,0,,,\n8,周辛,一户,成员,1,,,,\n";
    let sent = accountant.send_parts(MEMBERS, &fields(&page, &[("mode", "try")]), &[sheet(bad)]);
    assert_eq!(sent.status, 422, "{}", sent.body);
    for part in
        ["第2行", "第3行", "第4行", "第5行", "第6行", "第7行", "第8行", "第9行", "社员", "1.234", "去年", "没有填写"]
    {
        assert!(sent.body.contains(part), "{part}: {}", sent.body);
    }
    let bad = "1,周甲,一户,成员,1,0,,,\n1,周甲,一户,成员,1,0,,2099-01-01,没有\n";
    let sent = accountant.send_parts(MEMBERS, &fields(&page, &[("mode", "try")]), &[sheet(bad)]);
    for part in ["编号`1`重复", "`周甲`重复", "2099-01-01在今天以后", "人员编号`没有`"] {
        assert!(sent.body.contains(part), "{part}: {}", sent.body);
    }
    assert!(bench.read(|reader| capital::members(reader, &bench.village(1))).is_empty());
}

fn members_are_taken_over_and_each_household_reads_its_own(bench: &Bench) {
    let accountant = begun(bench);
    let stranger = || Browser::stranger(bench).get(PUBLIC).body;
    assert!(stranger().contains("还没有登记成员名册"));
    every_fault_is_told_at_once(bench, &accountant);
    let (text, [one, other]) = good(bench);
    let page = accountant.get(MEMBERS).body;
    let sent = accountant.send_parts(MEMBERS, &fields(&page, &[("mode", "try")]), &[sheet(&text)]);
    assert!(sent.status == 200 && sent.body.contains("40人，共42.75股"), "{}", sent.body);
    assert!(stranger().contains("还没有登记成员名册"), "a trial writes nothing");
    let sent = accountant.send_parts(MEMBERS, &fields(&page, &[("mode", "take")]), &[sheet(&text), paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(stranger().contains("还没有登记成员名册"), "nor does what waits for the second person");
    confirmed(bench, 2);
    let list = accountant.get(LIST).body;
    for part in ["东一户", "周小花", "42.75", "M-0040", "超过上限"] {
        assert!(list.contains(part), "{part}: {list}");
    }
    let found = accountant.get(&format!("{LIST}&find=%E4%B8%9C%E4%B8%80%E6%88%B7")).body;
    assert!(found.contains("周小花") && !found.contains("西二户"), "{found}");
    let csv = accountant.get("/desk/books/members.csv?village=990101001001").body;
    assert!(csv.contains("周小花,东一户,1,0,0,1,"), "{csv}");
    let one_page = accountant.get(&format!("{LIST}&code=990101001001-M-0001")).body;
    assert!(one_page.contains("建账时导入") && one_page.contains("2018"), "{one_page}");
    who_reads_what(bench, &one, &other);
    a_birth_is_told_with_its_name_masked(bench);
    bench.verified();
}

fn who_reads_what(bench: &Bench, one: &(String, String), other: &(String, String)) {
    let public = Browser::stranger(bench).get(PUBLIC).body;
    assert!(public.contains("42.75") && public.contains("人口股"), "{public}");
    for hidden in ["周小花", one.1.as_str(), other.1.as_str(), "东一户", "西二户"] {
        assert!(!public.contains(hidden), "{hidden}: {public}");
    }
    let own = browser_of(bench, &one.0).get(PUBLIC).body;
    assert!(own.contains("我家的股份") && own.contains("周小花") && own.contains(&one.1), "{own}");
    assert!(!own.contains("西二户"), "another household's: {own}");
    let theirs = browser_of(bench, &other.0).get(PUBLIC).body;
    assert!(theirs.contains(&other.1) && !theirs.contains("周小花"), "{theirs}");
    let neighbour = Browser::of(bench, &bench.village(2), Post::Villager);
    assert!(!neighbour.get(PUBLIC).body.contains("我家的股份"), "a neighbour is on another register");
    let asset = Browser::of(bench, &bench.village(2), Post::AssetClerk);
    assert!(!asset.get(LIST).body.contains("周小花"), "another village's");
    // The roster of the tests gives nobody less than this: a villager and member who represents others.
    let plain = Browser::of(bench, &bench.village(1), Post::Representative);
    for address in [LIST, "/desk/books/members.csv?village=990101001001", MEMBERS] {
        assert_eq!(plain.get(address).status, 403, "{address}");
    }
    assert_eq!(Browser::stranger(bench).get("/v/990101001001/members/990101001001-M-0001").status, 404);
}

fn a_birth_is_told_with_its_name_masked(bench: &Bench) {
    let values = [
        ("party", "周小宝"),
        ("change", "birth"),
        ("share_after", "300"),
        ("changes", "周小宝，新，东一户，成员，1，0，0"),
        ("proved", "yes"),
        ("equal_terms", "yes"),
    ];
    let mut born = Matter {
        village: bench.village(1),
        affair: "J1".into(),
        title: "新生儿入社".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    };
    while !matches!(bench.go_on(&mut born), Went::Ended) {}
    let public = Browser::stranger(bench).get(PUBLIC).body;
    assert!(public.contains("43.75") && public.contains("出生"), "{public}");
    assert!(!public.contains("周小宝"), "{public}");
}
