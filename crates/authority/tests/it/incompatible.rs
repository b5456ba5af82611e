//! Which mandates are refused because of another one, of the same person or of a near relative.

use crate::people::{AUTHORITY, person, village};
use authority::{Authority, Kin, Relation, texts};
use village::Post::{
    self, Administrator, AgencyAccountant, AgencyCashier, AssetClerk, BoardChair, BoardMember, Bookkeeper,
    BranchMember, Clerk, CommitteeMember, CouncilChair, CouncilMember, DeputyDirector, PartyMember, PartySecretary,
    Representative, SealKeeper, StationHead, SupervisionDirector, SupervisionMember, Viewer, VillageDirector, Villager,
};
use village::{Kind, Mandate, Place, Refusal};

fn mandate(who: u32, post: Post, place: &str, starts: &str, ends: &str) -> Mandate {
    Mandate {
        person: person(who),
        post,
        place: Place::new(place).unwrap(),
        starts: starts.parse().unwrap(),
        ends: ends.parse().unwrap(),
    }
}

fn this_year(who: u32, post: Post) -> Mandate {
    mandate(who, post, village().as_str(), "2026-01-01", "2026-12-31")
}

fn refused(held: &[Mandate], kin: &[Kin], new: &Mandate, others: &[Mandate]) -> Option<Refusal> {
    AUTHORITY.incompatible(held, kin, new, others).err().map(|refusal| *refusal)
}

/// Both orders must give the same answer: whichever post was there first.
fn together(one: Post, other: Post) -> Option<String> {
    let rule = |held: Post, new: Post| refused(&[this_year(1, held)], &[], &this_year(1, new), &[]).map(|r| r.rule);
    assert_eq!(rule(one, other), rule(other, one), "{one} {other}");
    rule(one, other)
}

fn related(one: Post, other: Post, relation: Relation) -> Option<String> {
    let kin = [(person(1), person(2), relation)];
    refused(&[], &kin, &this_year(1, one), &[this_year(2, other)]).map(|refusal| refusal.rule)
}

#[test]
fn incompatible_posts_are_not_put_on_one_person() {
    for (one, other, rule) in [
        (SupervisionMember, CommitteeMember, "supervision_committee.villagers_committee"),
        (SupervisionDirector, VillageDirector, "supervision_committee.villagers_committee"),
        (SupervisionDirector, DeputyDirector, "supervision_committee.villagers_committee"),
        (SupervisionMember, Bookkeeper, "supervision_committee.clerk_bookkeeper"),
        (SupervisionDirector, Clerk, "supervision_committee.clerk_bookkeeper"),
        (SupervisionMember, AssetClerk, "supervision_committee.asset_clerk"),
        (SupervisionDirector, PartySecretary, "supervision_committee.party_secretary"),
        (BoardChair, CouncilMember, "supervisory_board.council_finance"),
        (BoardMember, CouncilChair, "supervisory_board.council_finance"),
        (BoardMember, Bookkeeper, "supervisory_board.council_finance"),
        (AgencyAccountant, AgencyCashier, "agency.accountant_cashier"),
        (AgencyAccountant, Bookkeeper, "agency.village_handlers"),
        (AgencyCashier, VillageDirector, "agency.village_handlers"),
        (SealKeeper, VillageDirector, "seal.keeper_approver"),
        (SealKeeper, BranchMember, "seal.keeper_approver"),
        (SealKeeper, DeputyDirector, "seal.keeper_approver"),
        (Bookkeeper, PartySecretary, "bookkeeper.leader_self"),
        (Bookkeeper, VillageDirector, "bookkeeper.leader_self"),
        (Bookkeeper, CouncilChair, "bookkeeper.leader_self"),
    ] {
        assert_eq!(together(one, other), Some(format!("incompatible.{rule}")), "{one} {other}");
    }
}

#[test]
fn an_administrator_holds_no_other_post_anywhere() {
    for post in Post::ALL.iter().filter(|post| **post != Administrator) {
        assert_eq!(together(Administrator, *post), Some("incompatible.administrator.any_post".into()), "{post}");
    }
    let elsewhere = mandate(1, Viewer, "990102", "2026-01-01", "2026-12-31");
    let new = mandate(1, Administrator, "990101", "2026-01-01", "2026-12-31");
    assert!(refused(&[elsewhere], &[], &new, &[]).is_some());
}

#[test]
fn posts_that_the_law_lets_one_person_hold_are_not_refused() {
    for (one, other) in [
        (PartySecretary, VillageDirector),
        (PartySecretary, CouncilChair),
        (CouncilMember, CommitteeMember),
        (BoardMember, CommitteeMember),
        (BoardMember, BranchMember),
        (SupervisionDirector, StationHead),
        (SupervisionDirector, BranchMember),
        (SupervisionMember, Representative),
        (SupervisionMember, PartyMember),
        (SupervisionMember, Villager),
        (Clerk, Bookkeeper),
        (SealKeeper, Clerk),
    ] {
        assert_eq!(together(one, other), None, "{one} {other}");
    }
}

#[test]
fn near_relatives_of_the_villagers_committee_do_not_sit_on_the_supervision_committee() {
    for relation in Relation::ALL {
        let expect =
            (*relation != Relation::Other).then(|| "incompatible.supervision_committee.villagers_committee".into());
        assert_eq!(related(SupervisionMember, CommitteeMember, *relation), expect, "{relation}");
        assert_eq!(related(CommitteeMember, SupervisionMember, *relation), expect, "{relation}");
    }
}

#[test]
fn near_relatives_are_kept_apart_only_where_a_rule_says_so() {
    let council = Some("incompatible.council.near_relatives".to_owned());
    let board = Some("incompatible.supervisory_board.council_finance".to_owned());
    assert_eq!(related(CouncilMember, CouncilMember, Relation::Sibling), council);
    assert_eq!(related(CouncilChair, CouncilMember, Relation::Parent), council);
    assert_eq!(related(BoardMember, Bookkeeper, Relation::Spouse), board);
    assert_eq!(related(SupervisionMember, Bookkeeper, Relation::Spouse), None);
    assert_eq!(related(SealKeeper, VillageDirector, Relation::Spouse), None);
    assert_eq!(together(CouncilChair, CouncilMember), None);
}

#[test]
fn a_relation_counts_from_whichever_side_it_was_declared_and_is_named_as_it_is() {
    for kin in [(person(1), person(2), Relation::Child), (person(2), person(1), Relation::Parent)] {
        let others = [this_year(2, VillageDirector)];
        let refusal = refused(&[], &[kin], &this_year(1, SupervisionMember), &others).unwrap();
        assert_eq!(refusal.words.zh, "村民委员会成员及其近亲属不得担任村务监督委员会成员（其子女任村委会主任）");
        assert!(refusal.words.en.ends_with("(the person's child is director of the villagers' committee)"));
    }
}

#[test]
fn strangers_and_unrelated_holders_do_not_count() {
    let kin = [(person(2), person(3), Relation::Spouse)];
    assert!(refused(&[], &kin, &this_year(1, SupervisionMember), &[this_year(2, VillageDirector)]).is_none());
}

#[test]
fn only_a_shared_day_and_a_shared_place_count() {
    let new = this_year(1, SupervisionMember);
    let held = |place: &str, starts: &str, ends: &str| mandate(1, Bookkeeper, place, starts, ends);
    let here = village();
    for (held, clash) in [
        (held(here.as_str(), "2025-01-01", "2025-12-31"), false),
        (held(here.as_str(), "2025-01-01", "2026-01-01"), true),
        (held(here.as_str(), "2026-12-31", "2027-12-31"), true),
        (held(here.as_str(), "2027-01-01", "2027-12-31"), false),
        (held("990101001002", "2026-01-01", "2026-12-31"), false),
    ] {
        assert_eq!(refused(std::slice::from_ref(&held), &[], &new, &[]).is_some(), clash, "{held:?}");
    }
    let accountant = mandate(1, AgencyAccountant, "990101001", "2026-01-01", "2026-12-31");
    assert!(refused(std::slice::from_ref(&accountant), &[], &this_year(1, Bookkeeper), &[]).is_some());
    let next_township = mandate(1, Bookkeeper, "990101002001", "2026-01-01", "2026-12-31");
    assert!(refused(&[accountant], &[], &next_township, &[]).is_none());
}

#[test]
fn a_refusal_says_everything_at_once_with_law_and_article() {
    let held = [this_year(1, Bookkeeper), this_year(1, VillageDirector)];
    let refusal = refused(&held, &[], &this_year(1, SupervisionMember), &[]).unwrap();
    assert_eq!(refusal.kind, Kind::NotComplete);
    assert!(!refusal.violation);
    assert_eq!(
        refusal.words.zh,
        "村民委员会成员及其近亲属不得担任村务监督委员会成员（本人任村委会主任）；\
         村文书、村报账员不得担任村务监督委员会成员（本人任报账员）"
    );
    let articles: Vec<String> = refusal.articles.iter().map(|article| article.words().zh).collect();
    assert_eq!(
        articles,
        ["《村民委员会组织法》第32条（2018年文本）", "《浙江省实施〈村民委员会组织法〉办法》第30条（2020年文本）"]
    );
    assert_eq!(refusal.faults.len(), 1);
    assert_eq!(refusal.faults[0].field, "post");
}

#[test]
fn a_leading_post_has_one_holder_at_a_time_in_one_village() {
    let single = [PartySecretary, VillageDirector, SupervisionDirector, CouncilChair, BoardChair];
    for post in Post::ALL {
        let expected = single.contains(post).then(|| "incompatible.one_holder".to_owned());
        let found = refused(&[], &[], &this_year(1, *post), &[this_year(2, *post)]);
        assert_eq!(found.as_ref().map(|refusal| refusal.rule.clone()), expected, "{post}");
        if let Some(refusal) = found {
            assert!(refusal.words.zh.contains("2026-12-31") && !refusal.articles.is_empty(), "{refusal:?}");
            assert_eq!((refusal.violation, refusal.faults[0].field.as_str()), (false, "post"));
        }
        let after = mandate(1, *post, village().as_str(), "2027-01-01", "2031-12-31");
        assert!(refused(&[], &[], &after, &[this_year(2, *post)]).is_none(), "{post}: the term before is over");
        let elsewhere = mandate(2, *post, "990101001002", "2026-01-01", "2026-12-31");
        assert!(refused(&[], &[], &this_year(1, *post), &[elsewhere]).is_none(), "{post}: another village's");
    }
    // With another clash, everything is said at once.
    let refusal =
        refused(&[this_year(1, Clerk)], &[], &this_year(1, SupervisionDirector), &[this_year(2, SupervisionDirector)]);
    let refusal = refusal.unwrap();
    assert_eq!(
        (refusal.rule.as_str(), refusal.faults.len()),
        ("incompatible.supervision_committee.clerk_bookkeeper", 1)
    );
    assert!(refusal.faults[0].words.zh.contains("村文书") && refusal.faults[0].words.zh.contains("只能有一人"));
}

#[test]
fn renewing_a_mandate_is_not_a_clash() {
    for post in Post::ALL {
        assert_eq!(together(*post, *post), None, "{post}");
    }
}

#[test]
fn a_rule_with_a_misspelt_key_or_post_is_a_fault() {
    for (from, to) in [
        ("near_relatives = true", "near_relative = true"),
        ("\"seal_keeper\"", "\"seal_kepeer\""),
        ("id = \"council.near_relatives\"", "id = \"seal.keeper_approver\""),
        ("words.zh = \"系统管理员不能兼任任何岗位\"", "words.zh = \"\""),
    ] {
        assert!(texts::INCOMPATIBLE.contains(from), "{from}");
        let text = texts::INCOMPATIBLE.replacen(from, to, 1);
        let fault = Authority::read(texts::SCHEMA, texts::POLICIES, &text).unwrap_err();
        assert!(fault.chain().starts_with("incompatible.toml"), "{to}: {}", fault.chain());
    }
}

#[test]
fn every_relation_is_read_back_from_its_code_and_reverses_to_itself() {
    for relation in Relation::ALL {
        assert_eq!(relation.code().parse(), Ok(*relation));
        assert_eq!(relation.reversed().reversed(), *relation);
        assert!(!relation.title().is_incomplete());
    }
    assert!("cousin".parse::<Relation>().is_err());
}
