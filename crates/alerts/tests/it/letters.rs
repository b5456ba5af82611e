//! Letters: written once for each reader of an alert, tried again when the mail server fails, never sent twice.

use crate::temptation::{acknowledge, close, grant, tempted, vacate};
use alerts::{Climb, Message, RecordSending, Sending, waiting_messages};
use demo::on_both_databases;
use demo::testing::Bench;
use village::Post;

on_both_databases!(
    a_letter_goes_to_each_receiver_once_however_often_it_is_tried,
    a_person_with_both_posts_gets_one_letter,
    a_letter_that_failed_is_tried_again_when_its_time_has_come,
    a_letter_that_was_sent_is_never_sent_again,
    a_letter_names_the_village_the_rule_and_what_to_do,
);

fn waiting(bench: &Bench) -> Vec<Message> {
    bench.read(|reader| waiting_messages(reader, bench.now()))
}

fn record(bench: &Bench, message: &Message, sending: Sending) -> RecordSending {
    RecordSending { county: bench.county(), message: message.id.clone(), sending }
}

fn a_letter_goes_to_each_receiver_once_however_often_it_is_tried(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    for _ in 0..3 {
        tempted(bench, &village, Post::AgencyCashier, "C1-1");
    }
    let mut readers: Vec<_> = waiting(bench).into_iter().map(|message| message.person).collect();
    readers.sort();
    let mut told: Vec<_> = [Post::SupervisionDirector, Post::DisciplineOfficer]
        .map(|post| bench.desk(&village, post).person().unwrap().clone())
        .into();
    told.sort();
    assert_eq!(readers, told);
    // When it climbs, only the county is written to.
    bench.clock.set(alert.acknowledge_by.unwrap().plus_ms(1));
    bench.done(&bench.nobody(), Climb { alert: alert.id.clone(), place: village.clone() });
    assert_eq!(waiting(bench).len(), 3);
    bench.verified();
}

fn a_person_with_both_posts_gets_one_letter(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let officer = bench.desk(&village, Post::DisciplineOfficer).person().unwrap().clone();
    vacate(bench, &village, Post::SupervisionDirector);
    grant(bench, &village, &officer, Post::SupervisionDirector);
    // That the post was emptied is told of too, in a letter of its own.
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    let of_it = format!("{}-", alert.id);
    let mine = waiting(bench).into_iter().filter(|message| message.person == officer);
    let many = mine.filter(|message| message.id.starts_with(&of_it)).count();
    assert_eq!(many, 1);
}

fn a_letter_that_failed_is_tried_again_when_its_time_has_come(bench: &Bench) {
    bench.found(1);
    tempted(bench, &bench.village(1), Post::AgencyCashier, "C1-1");
    let message = waiting(bench).remove(0);
    let later = bench.now().plus_ms(60_000);
    bench.done(&bench.nobody(), record(bench, &message, Sending::Failed(Some(later))));
    assert!(waiting(bench).iter().all(|other| other.id != message.id));
    bench.clock.set(later);
    let again = waiting(bench).into_iter().find(|other| other.id == message.id).unwrap();
    assert_eq!((again.failures, again.text), (1, message.text.clone()));
    bench.done(&bench.nobody(), record(bench, &message, Sending::Failed(None)));
    bench.wait_days(30);
    assert!(waiting(bench).iter().all(|other| other.id != message.id), "given up");
    bench.verified();
}

fn a_letter_that_was_sent_is_never_sent_again(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    for message in waiting(bench) {
        bench.done(&bench.nobody(), record(bench, &message, Sending::Sent));
        assert_eq!(bench.refused(&bench.nobody(), record(bench, &message, Sending::Sent)).rule, "message.done");
    }
    tempted(bench, &village, Post::AgencyCashier, "C1-1");
    assert!(waiting(bench).is_empty());
    // A new alert of the same attempt is written of anew.
    let officer = bench.desk(&village, Post::DisciplineOfficer);
    bench.done(&officer, acknowledge(&alert));
    bench.done(&officer, close(&alert));
    tempted(bench, &village, Post::AgencyCashier, "C1-1");
    assert_eq!(waiting(bench).len(), 2);
    bench.verified();
}

fn a_letter_names_the_village_the_rule_and_what_to_do(bench: &Bench) {
    bench.found(1);
    let alert = tempted(bench, &bench.village(1), Post::AgencyCashier, "C1-1");
    for message in waiting(bench) {
        assert!(
            message.subject.contains(alert.id.as_str()) && message.subject.contains("第1村"),
            "{}",
            message.subject
        );
        assert!(message.text.contains("前一步还没有办") && message.text.contains("会计法"), "{}", message.text);
        assert!(message.text.contains("出纳在3月2日9:00试图办理"), "{}", message.text);
        assert!(message.text.matches('您').count() == 1, "the letter speaks to whoever tried: {}", message.text);
        assert!(message.address.ends_with("@example.invalid"));
    }
}
