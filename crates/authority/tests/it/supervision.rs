//! Supervision is not in the hands of the supervised; an administrator has no business rights.

use crate::people::{AUTHORITY, answer, asks, may, person, reasons};
use village::Level;
use village::Post::{
    self, Administrator, BranchMember, CountyDiscipline, DisciplineOfficer, StationHead, SupervisionDirector,
    SupervisionMember, VillageDirector,
};

#[test]
fn a_red_alert_is_closed_by_the_township_or_the_county() {
    assert!(may(&[DisciplineOfficer], "close_red_alert"));
    assert!(may(&[CountyDiscipline], "close_red_alert"));
    for post in [SupervisionDirector, StationHead] {
        assert!(may(&[post], "close_alert"), "{post}");
        assert_eq!(reasons(&asks(&[post], "close_red_alert")), ["supervision.red_not_by_the_village"], "{post}");
    }
}

#[test]
fn a_discipline_officer_who_also_holds_any_post_in_the_village_may_not_close_its_red_alert() {
    for post in Post::ALL.iter().filter(|post| post.level() == Level::Village) {
        let question = asks(&[DisciplineOfficer, *post], "close_red_alert");
        assert_eq!(reasons(&question), ["supervision.red_not_by_the_village"], "{post}");
    }
}

#[test]
fn nobody_closes_an_alert_about_himself_or_a_relative() {
    for action in ["acknowledge_alert", "close_alert", "close_red_alert"] {
        let mut question = asks(&[DisciplineOfficer], action);
        question.handlers.insert(person(1));
        assert_eq!(reasons(&question), ["supervision.own_alert"], "{action}");
        let mut question = asks(&[DisciplineOfficer], action);
        question.kin_of_party = true;
        assert_eq!(reasons(&question), ["supervision.own_alert"], "{action}");
    }
}

#[test]
fn who_the_alert_is_about_may_explain_it() {
    let mut question = asks(&[VillageDirector], "explain_alert");
    question.handlers.insert(person(1));
    assert!(answer(&question).is_allowed());
}

#[test]
fn an_administrator_has_no_business_rights_whatever_else_he_is() {
    for action in AUTHORITY.actions().filter(|action| *action != "add_divisions") {
        assert!(!may(&[Administrator], action), "{action}");
        for post in Post::ALL {
            assert!(!may(&[Administrator, *post], action), "{post} {action}");
        }
    }
    assert!(may(&[Administrator], "add_divisions"));
}

#[test]
fn a_supervisor_checks_and_does_not_run_what_he_checks() {
    for post in [SupervisionDirector, SupervisionMember] {
        assert!(may(&[post], "check"), "{post}");
        for action in ["handle_money", "handle_project", "handle_purchase", "handle_lease", "first_approve_money"] {
            assert!(may(&[BranchMember], action), "{action}");
            let question = asks(&[post, BranchMember], action);
            assert_eq!(reasons(&question), ["supervision.supervisor_does_not_run"], "{post} {action}");
        }
    }
}
