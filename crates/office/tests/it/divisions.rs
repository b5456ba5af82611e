//! The county's places.

use demo::on_both_databases;
use demo::testing::{Bench, place};
use office::roster::{self, AddDivisions};
use village::{Division, Kind, Level, Post};

on_both_databases!(
    divisions_are_added_whole_or_not_at_all,
    divisions_of_a_founded_county_are_added_by_those_who_may,
    places_are_listed_by_level_and_by_the_place_they_lie_in,
);

fn add(bench: &Bench, codes: &[&str]) -> AddDivisions {
    let divisions = codes.iter().map(|code| Division { place: place(code), name: format!("新村{code}") }).collect();
    AddDivisions { county: bench.county(), divisions }
}

fn divisions_are_added_whole_or_not_at_all(bench: &Bench) {
    bench.found(1);
    let officer = bench.desk(&bench.village(1), Post::CivilAffairsOfficer);
    let head = bench.office.archive().head();
    let refusal = bench.refused(&officer, add(bench, &["990101001050", "990101001001", "330723001001"]));
    let fields: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["990101001001", "330723001001"]);
    assert_eq!(bench.office.archive().head(), head);
    assert!(bench.read(|reader| roster::division(reader, &place("990101001050"))).is_none());
    bench.done(&officer, add(bench, &["990101001050"]));
    bench.verified();
}

fn divisions_of_a_founded_county_are_added_by_those_who_may(bench: &Bench) {
    bench.found(1);
    for post in [Post::PartySecretary, Post::TownshipOfficial, Post::CountyDiscipline] {
        let refusal = bench.refused(&bench.desk(&bench.village(1), post), add(bench, &["990101001051"]));
        assert_eq!(refusal.kind, Kind::NotYours, "{post}");
    }
    assert_eq!(bench.refused(&bench.nobody(), add(bench, &["990101001051"])).rule, "not_signed_in");
}

fn places_are_listed_by_level_and_by_the_place_they_lie_in(bench: &Bench) {
    bench.found(3);
    bench.read(|reader| {
        assert_eq!(roster::divisions_of(reader, Level::Village)?.len(), 3);
        assert_eq!(roster::divisions_of(reader, Level::Township)?.len(), 2);
        assert_eq!(roster::subdivisions(reader, &bench.township(), Level::Village)?.len(), 3);
        assert!(roster::subdivisions(reader, &bench.other_township(), Level::Village)?.is_empty());
        assert_eq!(roster::division(reader, &bench.village(2))?.map(|found| found.name), Some("第2村".into()));
        Ok(())
    });
}
