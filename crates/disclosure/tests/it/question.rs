//! Anybody asks; the answer stands for everybody; what is late is told of.

use crate::scene::{march, says};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use disclosure::{
    AnswerQuestion, AskQuestion, HideQuestion, QUESTIONS_AN_HOUR, QuestionState, ReportUnanswered, Subject, question,
    questions_about, to_report_unanswered, waiting_questions,
};
use village::{Kind, Place, Post};

on_both_databases!(
    a_villager_asks_and_is_answered,
    a_question_without_an_answer_grows_louder,
    a_flood_is_stopped_and_an_insult_is_hidden_by_the_supervisors_alone,
);

fn about() -> Subject {
    Subject::Disclosure("F02/2026-03".into())
}

fn ask(village: &Place, words: &str) -> AskQuestion {
    AskQuestion {
        village: village.clone(),
        about: about(),
        line: "3月5日 买扫帚 120.00元".into(),
        words: words.into(),
        voice: None,
    }
}

fn a_villager_asks_and_is_answered(bench: &Bench) {
    let village = march(bench);
    says(&bench.refused(&bench.nobody(), ask(&village, "？")), "4到500个字");
    let id = bench.done(&bench.nobody(), ask(&village, "扫帚怎么买了这么多？")).subject;
    let row = bench.read(|reader| question(reader, &id)).unwrap();
    assert_eq!((row.due, row.state), (day("2026-04-13"), QuestionState::Open), "ten days, and the tenth is a Sunday");
    let answer = |text: &str| AnswerQuestion { id: id.clone(), village: village.clone(), answer: text.into() };
    assert_eq!(bench.refused(&bench.nobody(), answer("一共20把。")).kind, Kind::NotYours);
    let outsider = bench.desk(&village, Post::SupervisionDirector);
    assert_eq!(bench.refused(&outsider, answer("一共20把。")).kind, Kind::NotYours);
    let bookkeeper = bench.desk(&village, Post::Bookkeeper);
    says(&bench.refused(&bookkeeper, answer("打13812345678问。")), "个人信息");
    bench.done(&bookkeeper, answer("一共20把，每把6元，发票可以点开看。"));
    says(&bench.refused(&bookkeeper, answer("再答一遍可以吗")), "已经答复过");
    let all = bench.read(|reader| questions_about(reader, &village, &about()));
    assert_eq!((all.len(), all[0].answer.as_str()), (1, "一共20把，每把6元，发票可以点开看。"));
    assert!(bench.read(|reader| waiting_questions(reader, &village)).is_empty());
    bench.verified();
}

fn a_question_without_an_answer_grows_louder(bench: &Bench) {
    let village = march(bench);
    let id = bench.done(&bench.nobody(), ask(&village, "扫帚怎么买了这么多？")).subject;
    let waiting = || bench.read(|reader| to_report_unanswered(reader, &bench.nobody()));
    let report = || ReportUnanswered { id: id.clone(), village: village.clone() };
    let told =
        || bench.inbox(&village, Post::SupervisionDirector).iter().filter(|a| a.rule.starts_with("question")).count();
    bench.go_to(day("2026-04-13"));
    assert!(waiting().is_empty());
    bench.go_to(day("2026-04-14"));
    assert_eq!(waiting().len(), 1);
    bench.done(&bench.nobody(), report());
    assert_eq!((waiting().len(), told()), (0, 1));
    says(&bench.refused(&bench.nobody(), report()), "已经报告过");
    bench.go_to(day("2026-04-18"));
    bench.done(&bench.nobody(), report());
    bench.go_to(day("2026-04-28"));
    bench.done(&bench.nobody(), report());
    assert_eq!((waiting().len(), told()), (0, 3));
    bench.verified();
}

fn a_flood_is_stopped_and_an_insult_is_hidden_by_the_supervisors_alone(bench: &Bench) {
    let village = march(bench);
    for number in 0..QUESTIONS_AN_HOUR {
        bench.done(&bench.nobody(), ask(&village, &format!("第{number}个问题在这里")));
    }
    assert_eq!(bench.refused(&bench.nobody(), ask(&village, "还有一个问题")).kind, Kind::TooMuch);
    let other = AskQuestion { about: Subject::Village, ..ask(&village, "别的事还可以问吗") };
    let id = bench.done(&bench.nobody(), other).subject;
    let hide = |why: &str| HideQuestion { id: id.clone(), village: village.clone(), why: why.into() };
    let secretary = bench.desk(&village, Post::PartySecretary);
    assert_eq!(bench.refused(&secretary, hide("不想让人看")).kind, Kind::NotYours, "who is asked does not choose");
    let director = bench.desk(&village, Post::SupervisionDirector);
    says(&bench.refused(&director, hide("")), "写明为什么");
    bench.done(&director, hide("有辱骂他人的话"));
    let row = bench.read(|reader| question(reader, &id)).unwrap();
    assert_eq!(row.words, "别的事还可以问吗", "the original is kept");
    assert_eq!(row.hidden.map(|(.., why)| why).as_deref(), Some("有辱骂他人的话"));
    bench.verified();
}
