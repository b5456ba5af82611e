//! A wrong record is corrected through its form and read beside the original by everybody.

use crate::browser::{Browser, hidden};
use crate::foresee::sent_again;
use crate::ready::{matter, paper};
use demo::testing::Bench;
use procedure::{FieldKind, PaperScope, is_basis};
use village::{CaseId, Post};

fn what_was_public_is_corrected_in_public(bench: &Bench) {
    bench.found(1);
    let mut decision = matter(bench, "A1", &[]);
    while !matches!(bench.go_on(&mut decision), demo::Went::Ended) {}
    let case = decision.case.clone().unwrap();
    let acts = bench.read(|reader| affairs::acts(reader, &case));
    let book = bench.read(|reader| bench.office.book_at(reader, &bench.village(1)));
    let affair = book.affair("A1").unwrap();
    // What everybody reads, and nothing rests on.
    let open = |act: &affairs::ActRow| {
        let fields = &affair.step(&act.step)?.fields;
        let field = fields.iter().find(|field| {
            let text = matches!(field.kind, FieldKind::Text | FieldKind::LongText);
            text && field.scope == PaperScope::Public && !is_basis(affair, field) && act.fields.contains_key(&field.id)
        })?;
        Some((act.number, act.person.clone(), field.id.clone(), act.fields[&field.id].clone()))
    };
    let (act, person, field, wrong) = acts.iter().find_map(open).expect("A1 has a public text that may be corrected");
    let which = format!("{act}:{field}");
    let handler = Browser::of_desk(bench, &bench.desk_of(&person));
    let address = format!("/desk/cases/{case}/correct");
    let form = handler.get(&address);
    let fields: Vec<(String, String)> = [
        ("csrf", hidden(&form.body, "csrf")),
        ("key", hidden(&form.body, "key")),
        ("which", which),
        ("corrected", "买扫帚三十把，送货电话13912345678".to_owned()),
        ("reason", "数字抄错".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    let proof = [("paper.proof".to_owned(), "收据.pdf".to_owned(), paper(bench, "扫帚三十把"))];
    let shown = handler.send_parts(&address, &fields, &proof);
    assert!(shown.status == 200 && shown.body.contains("任何人都能看到原来怎么写"), "{}", shown.body);
    let stranger = Browser::stranger(bench);
    let public = format!("/cases/{case}");
    assert!(!stranger.get(&public).body.contains("三十把"), "public before it was sent");
    assert_eq!(handler.send_parts(&address, &sent_again(&shown.body), &[]).status, 303);
    let page = stranger.get(&public).body;
    for words in [wrong.as_str(), "更正：", "买扫帚三十把，送货电话***********", "数字抄错"] {
        assert!(page.contains(words), "the public page does not say `{words}`:\n{page}");
    }
    assert!(!page.contains("13912345678"));
}

fn a_correction_is_sent_once_and_read_by_everybody_beside_the_record(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut claim = matter(bench, "C1", &[("opinion", "买扫帚二十把，同意")]);
    while !matches!(bench.go_on(&mut claim), demo::Went::Ended) {}
    let case = claim.case.clone().unwrap();
    let acts = bench.read(|reader| affairs::acts(reader, &case));
    let which = format!("{}:opinion", acts.iter().find(|act| act.step == "check").unwrap().number);
    let member = Browser::of(bench, &village, Post::SupervisionDirector);
    let address = format!("/desk/cases/{case}/correct");
    assert!(member.get(&format!("/desk/cases/{case}")).body.contains("记录写错了"));
    let form = member.get(&address);
    assert_eq!(form.status, 200, "{}", form.body);
    assert!(form.body.contains("买扫帚二十把") && form.body.contains(which.as_str()), "{}", form.body);
    let handler = Browser::of(bench, &village, Post::CommitteeMember);
    let offered = handler.get(&address).body;
    assert!(!offered.contains("1:amount_fen") && !offered.contains("1:payee"), "what the payment rests on: {offered}");
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let fields = |corrected: &str| {
        vec![
            field("csrf", &hidden(&form.body, "csrf")),
            field("key", &hidden(&form.body, "key")),
            field("which", &which),
            field("corrected", corrected),
            field("reason", "数字抄错"),
        ]
    };
    let faulty = member.send_parts(&address, &fields(""), &[]);
    assert_eq!(faulty.status, 422);
    assert!(faulty.body.contains("请填写正确的内容") && faulty.body.contains("请上传能证明的材料"), "{}", faulty.body);
    let proof = [("paper.proof".to_owned(), "收据.pdf".to_owned(), paper(bench, "扫帚三十把"))];
    // Shown once more, from what the record says to what will stand beside it; nothing is public before it is sent.
    let before = bench.office.archive().head();
    let shown = member.send_parts(&address, &fields("买扫帚三十把，同意"), &proof);
    assert_eq!(shown.status, 200, "{}", shown.body);
    for words in ["记录里写的", "买扫帚二十把，同意", "更正为", "买扫帚三十把，同意", "收据.pdf", "提交以后马上公开"]
    {
        assert!(shown.body.contains(words), "the review does not say `{words}`:\n{}", shown.body);
    }
    assert_eq!(bench.office.archive().head(), before, "a correction was made by looking at it");
    let sure = sent_again(&shown.body);
    let mut changed: Vec<(String, String)> = sure.iter().filter(|(name, _)| name != "sure").cloned().collect();
    changed.push(field("sure", "no"));
    let again = member.send_parts(&address, &changed, &[]);
    assert!(again.status == 200 && again.body.contains("买扫帚三十把，同意</textarea>"), "{}", again.body);
    for _ in 0..2 {
        let done = member.send_parts(&address, &sure, &[]);
        assert_eq!(
            (done.status.as_u16(), done.to.as_str()),
            (303, format!("/desk/cases/{case}#record").as_str()),
            "{}",
            done.body
        );
    }
    assert_eq!(bench.read(|reader| affairs::corrections(reader, &case)).len(), 1);
    read_by_everybody(bench, &case, &member);
    let supervisor = Browser::of(bench, &village, Post::StationHead);
    assert_eq!(supervisor.get(&address).status, 404, "nothing of his is there to correct");
    bench.verified();
}

fn read_by_everybody(bench: &Bench, case: &CaseId, member: &Browser) {
    let stranger = Browser::stranger(bench);
    let of_village = ["买扫帚二十把，同意", "更正：", "买扫帚三十把，同意", "数字抄错"];
    let of_strangers = ["更正：", "已更正，内容只在村内公开"];
    for (browser, page, told) in [
        (&stranger, format!("/cases/{case}"), &of_strangers[..]),
        (member, format!("/desk/cases/{case}"), &of_village[..]),
    ] {
        let body = browser.get(&page).body;
        for words in told {
            assert!(body.contains(words), "{page} does not say `{words}`:\n{body}");
        }
    }
    let hash = &bench.read(|reader| affairs::corrections(reader, case))[0].paper;
    assert_eq!(member.get(&format!("/desk/cases/{case}/papers/{hash}")).status, 200);
    assert_eq!(stranger.get(&format!("/cases/{case}/papers/{hash}")).status, 404);
}

demo::on_both_databases!(
    a_correction_is_sent_once_and_read_by_everybody_beside_the_record,
    what_was_public_is_corrected_in_public,
);
