//! Screens in the hall: registered by whoever sees to the board, taken down, dark once and on again once.

use crate::scene::says;
use demo::on_both_databases;
use demo::testing::{Bench, day};
use disclosure::{RegisterScreen, RemoveScreen, Seen, TellScreen, screen, screens, to_tell_screens};
use std::collections::BTreeMap;
use village::{Kind, Moment, Place, Post};

on_both_databases!(
    a_screen_is_registered_by_whoever_sees_to_the_board_and_taken_down_with_a_reason,
    a_dark_screen_is_written_down_once_and_once_more_when_it_is_on_again,
);

fn register(village: &Place, id: &str, name: &str) -> RegisterScreen {
    RegisterScreen {
        id: id.into(),
        village: village.clone(),
        name: name.into(),
        from_hour: 7,
        to_hour: 21,
        aloud_hour: Some(18),
    }
}

fn a_screen_is_registered_by_whoever_sees_to_the_board_and_taken_down_with_a_reason(bench: &Bench) {
    bench.found(2);
    let (village, other) = (bench.village(1), bench.village(2));
    let clerk = bench.desk(&village, Post::Clerk);
    let deed = register(&village, "abcdefghjk", "村部大厅");
    assert_eq!(bench.refused(&bench.nobody(), deed.clone()).kind, Kind::NotYours);
    assert_eq!(bench.refused(&bench.desk(&other, Post::Clerk), deed.clone()).kind, Kind::NotYours);
    let wrong = RegisterScreen { name: "厅".into(), from_hour: 9, to_hour: 9, aloud_hour: Some(23), ..deed.clone() };
    let refused = bench.refused(&clerk, wrong);
    let fields: Vec<&str> = refused.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["name", "to_hour", "aloud_hour"], "all at once");
    let sly = RegisterScreen { id: "../../desk".into(), ..deed.clone() };
    assert_eq!(bench.refused(&clerk, sly).kind, Kind::NotThere);
    bench.done(&clerk, deed);
    says(&bench.refused(&clerk, register(&village, "bbcdefghjk", "村部大厅")), "已经登记过");
    bench.done(&clerk, register(&village, "bbcdefghjk", "老年活动室"));
    assert_eq!(bench.read(|reader| screens(reader, &village)).len(), 2);

    let remove = |why: &str| RemoveScreen { id: "abcdefghjk".into(), village: village.clone(), why: why.into() };
    says(&bench.refused(&clerk, remove("坏")), "4到200个字");
    let elsewhere = RemoveScreen { village: other.clone(), ..remove("屏幕坏了") };
    assert_eq!(bench.refused(&bench.desk(&other, Post::Clerk), elsewhere).kind, Kind::NotThere);
    bench.done(&clerk, remove("屏幕坏了，换新的"));
    says(&bench.refused(&clerk, remove("屏幕坏了，换新的")), "已经停用");
    assert_eq!(bench.read(|reader| screens(reader, &village)).len(), 1);
    bench.verified();
}

fn a_dark_screen_is_written_down_once_and_once_more_when_it_is_on_again(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    bench.done(&bench.desk(&village, Post::Clerk), register(&village, "abcdefghjk", "村部大厅"));
    let seen = |last: Option<Moment>| Seen {
        since: day("2026-04-01").at(0, 0),
        last: last.map(|moment| ("abcdefghjk".to_owned(), moment)).into_iter().collect::<BTreeMap<_, _>>(),
    };
    bench.clock.set(day("2026-04-02").at(10, 0));
    let to_tell = |last| bench.read(|reader| to_tell_screens(reader, &seen(last), bench.now()));
    let told = to_tell(Some(day("2026-04-02").at(9, 15)));
    let dark =
        TellScreen { id: "abcdefghjk".into(), village: village.clone(), dark_since: Some(day("2026-04-02").at(9, 15)) };
    assert_eq!(told, std::slice::from_ref(&dark));
    bench.done(&bench.nobody(), dark.clone());
    says(&bench.refused(&bench.nobody(), dark), "没有变化");
    assert!(to_tell(Some(day("2026-04-02").at(9, 15))).is_empty());
    let again = to_tell(Some(day("2026-04-02").at(9, 59)));
    assert_eq!(again.len(), 1);
    bench.done(&bench.nobody(), again[0].clone());
    let row = bench.read(|reader| screen(reader, "abcdefghjk")).unwrap();
    assert_eq!(row.dark_since, None);
    bench.verified();
}
