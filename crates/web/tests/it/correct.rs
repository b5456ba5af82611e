//! A wrong record is corrected through its form and read beside the original by everybody.

use crate::browser::{Browser, hidden};
use crate::ready::{matter, paper};
use demo::testing::Bench;
use village::Post;

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
    for _ in 0..2 {
        let done = member.send_parts(&address, &fields("买扫帚三十把，同意"), &proof);
        assert_eq!(
            (done.status.as_u16(), done.to.as_str()),
            (303, format!("/desk/cases/{case}#record").as_str()),
            "{}",
            done.body
        );
    }
    assert_eq!(bench.read(|reader| affairs::corrections(reader, &case)).len(), 1);
    let stranger = Browser::stranger(bench);
    let of_village = ["买扫帚二十把，同意", "更正：", "买扫帚三十把，同意", "数字抄错"];
    let of_strangers = ["更正：", "已更正，内容只在村内公开"];
    for (browser, page, told) in [
        (&stranger, format!("/cases/{case}"), &of_strangers[..]),
        (&member, format!("/desk/cases/{case}"), &of_village[..]),
    ] {
        let body = browser.get(&page).body;
        for words in told {
            assert!(body.contains(words), "{page} does not say `{words}`:\n{body}");
        }
    }
    let hash = &bench.read(|reader| affairs::corrections(reader, &case))[0].paper;
    assert_eq!(member.get(&format!("/desk/cases/{case}/papers/{hash}")).status, 200);
    assert_eq!(stranger.get(&format!("/cases/{case}/papers/{hash}")).status, 404);
    let supervisor = Browser::of(bench, &village, Post::StationHead);
    assert_eq!(supervisor.get(&address).status, 404, "nothing of his is there to correct");
    bench.verified();
}

demo::on_both_databases!(a_correction_is_sent_once_and_read_by_everybody_beside_the_record,);
