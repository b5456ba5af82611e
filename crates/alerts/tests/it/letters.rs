//! Letters: written once for each reader of an alert, tried again when the mail server fails, never sent twice.

use crate::temptation::{acknowledge, close, grant, tempted, vacate};
use alerts::{
    ClaimMessage, Climb, Message, PATIENCE_MS, RecordSending, Sending, deliver, find_lost, lost_messages,
    waiting_messages,
};
use demo::on_both_databases;
use demo::testing::Bench;
use village::Post;

on_both_databases!(
    a_letter_goes_to_each_receiver_once_however_often_it_is_tried,
    a_person_with_both_posts_gets_one_letter,
    a_letter_that_failed_is_tried_again_when_its_time_has_come,
    a_letter_that_was_sent_is_never_sent_again,
    a_letter_names_the_village_the_rule_and_what_to_do,
    two_workers_on_one_store_send_each_letter_once,
    a_letter_of_which_nothing_was_heard_is_told_and_not_sent_again,
);

fn waiting(bench: &Bench) -> Vec<Message> {
    bench.read(|reader| waiting_messages(reader, bench.now()))
}

fn record(bench: &Bench, message: &Message, sending: Sending) -> RecordSending {
    RecordSending { county: bench.county(), message: message.id.clone(), sending }
}

fn claim(bench: &Bench, message: &Message) -> ClaimMessage {
    ClaimMessage { county: bench.county(), message: message.id.clone() }
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
    bench.done(&bench.nobody(), claim(bench, &message));
    bench.done(&bench.nobody(), record(bench, &message, Sending::Failed(Some(later))));
    assert_eq!(bench.refused(&bench.nobody(), claim(bench, &message)).rule, "message.done", "before its time");
    assert!(waiting(bench).iter().all(|other| other.id != message.id));
    bench.clock.set(later);
    let again = waiting(bench).into_iter().find(|other| other.id == message.id).unwrap();
    assert_eq!((again.failures, again.text), (1, message.text.clone()));
    bench.done(&bench.nobody(), claim(bench, &message));
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
        assert_eq!(bench.refused(&bench.nobody(), record(bench, &message, Sending::Sent)).rule, "message.done");
        bench.done(&bench.nobody(), claim(bench, &message));
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

/// Both have read that a letter waits before either has sent it: the slower one is turned away at the claim.
fn two_workers_on_one_store_send_each_letter_once(bench: &Bench) {
    bench.found(1);
    for number in 0..4 {
        tempted(bench, &bench.village(1), Post::AgencyCashier, &format!("C1-{number}"));
    }
    let waiting: std::collections::BTreeSet<String> = waiting(bench).into_iter().map(|message| message.id).collect();
    assert!(waiting.len() >= 4);
    let (sent, meet) = (std::sync::Mutex::new(Vec::new()), std::sync::Barrier::new(2));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                meet.wait();
                let send = |message: &Message| {
                    sent.lock().unwrap().push(message.id.clone());
                    std::thread::sleep(std::time::Duration::from_millis(5));
                    Sending::Sent
                };
                deliver(&bench.office, send).unwrap();
            });
        }
    });
    let mut sent = sent.into_inner().unwrap();
    sent.sort();
    assert_eq!(sent, waiting.into_iter().collect::<Vec<_>>());
    bench.verified();
}

fn a_letter_of_which_nothing_was_heard_is_told_and_not_sent_again(bench: &Bench) {
    bench.found(1);
    tempted(bench, &bench.village(1), Post::AgencyCashier, "C1-1");
    let message = waiting(bench).remove(0);
    bench.done(&bench.nobody(), claim(bench, &message));
    assert!(find_lost(&bench.office).unwrap().is_empty(), "its worker may still be at it");
    bench.clock.set(bench.now().plus_ms(PATIENCE_MS));
    assert_eq!(find_lost(&bench.office).unwrap(), std::slice::from_ref(&message.id));
    assert!(find_lost(&bench.office).unwrap().is_empty(), "it is told once");
    assert_eq!(bench.read(|reader| lost_messages(reader)), std::slice::from_ref(&message.id));
    assert!(waiting(bench).iter().all(|other| other.id != message.id));
    assert_eq!(bench.refused(&bench.nobody(), record(bench, &message, Sending::Sent)).rule, "message.done");
    bench.verified();
}
