//! No layer loosens what stands above it: every threshold that a layer may touch, touched the wrong way.

use crate::layers::read;

const LAYERS: [&str; 4] = ["national", "zhejiang", "qingxi", "990101001"];

/// A county's (or township's) file that must be refused, with where and why.
fn refused(path: &str, text: &str, says: &[&str]) {
    for layer in ["qingxi", "990101001"] {
        let keep = if layer == "qingxi" { "990101001/README.md" } else { "qingxi/README.md" };
        let path = format!("{layer}/{path}");
        let faults = read(&[(&path, text), (keep, "")], &LAYERS).expect_err(&format!("{path} loosens:\n{text}"));
        let own: Vec<&str> = faults.lines().filter(|line| line.starts_with(&format!("{path}:"))).collect();
        for word in says {
            assert!(own.iter().any(|line| line.contains(word)), "{path}: no `{word}` in\n{faults}");
        }
    }
}

/// The same file is taken when it tightens.
fn taken(path: &str, text: &str) {
    for layer in ["qingxi", "990101001"] {
        let keep = if layer == "qingxi" { "990101001/README.md" } else { "qingxi/README.md" };
        read(&[(&format!("{layer}/{path}"), text), (keep, "")], &LAYERS).unwrap_or_else(|faults| panic!("{faults}"));
    }
}

fn overlay(code: &str, rest: &str) -> String {
    format!("extends = \"{code}\"\n{rest}")
}

#[test]
fn numbers_are_tightened_only() {
    let change = |parameter: &str, value: i64, dates: &str| {
        format!("[[tighten]]\nparameter = \"{parameter}\"\nvalue = {value}\n{dates}\narticles = [\"county\"]\n")
    };
    let from = "since = \"2026-02-01\"";
    refused(
        "parameters.toml",
        &change("step_days", 7, from),
        &[":3: on 2026-02-01 `step_days` is 5 by `national` (national/parameters.toml:"],
    );
    taken("parameters.toml", &change("step_days", 4, from));
    refused(
        "affairs/D/D1.toml",
        &overlay("D1", &change("plan_publicity_days", 10, from)),
        &["is 15 by `zhejiang` (zhejiang/affairs/D/D1.toml:"],
    );
    taken("affairs/D/D1.toml", &overlay("D1", &change("plan_publicity_days", 20, from)));
    let backwards = "since = \"2026-02-01\"\nuntil = \"2026-01-01\"";
    refused("parameters.toml", &change("step_days", 4, backwards), &[":5: `until` is 2026-01-01, before `since`"]);
    refused("parameters.toml", &change("stap_days", 4, from), &["did you mean `step_days`?"]);
    // A number above is not put aside by one of the same name.
    let shadow = "[[parameter]]\nid = \"step_days\"\nname = { zh = \"期限\", en = \"time\" }\nvalue = 90\nunit = \"days\"\n\
        tighter = \"less\"\nsince = \"2026-01-01\"\narticles = [\"county\"]\n";
    refused("affairs/C/C1.toml", &overlay("C1", shadow), &["national/parameters.toml:", "[[tighten]]"]);
    refused("parameters.toml", shadow, &["[[tighten]]"]);
}

#[test]
fn a_number_that_a_layer_above_will_tighten_later_is_seen_on_its_day() {
    let own = |value: i64, layer: &str| {
        let since = if layer == "qingxi" { "2026-07-01" } else { "2026-02-01" };
        format!(
            "[[tighten]]\nparameter = \"step_days\"\nvalue = {value}\nsince = \"{since}\"\narticles = [\"county\"]\n"
        )
    };
    let (county, township) = (own(2, "qingxi"), own(4, "990101001"));
    let both = [("qingxi/parameters.toml", county.as_str()), ("990101001/parameters.toml", township.as_str())];
    let faults = read(&both, &LAYERS).unwrap_err();
    assert_eq!(
        faults,
        "990101001/parameters.toml:3: on 2026-07-01 `step_days` is 2 by `qingxi` (qingxi/parameters.toml:3); 4 would loosen it"
    );
    let township = format!("{}until = \"2026-06-30\"\n", township.trim_end_matches("articles = [\"county\"]\n"));
    let township = format!("{township}articles = [\"county\"]\n");
    let both = [("qingxi/parameters.toml", county.as_str()), ("990101001/parameters.toml", township.as_str())];
    read(&both, &LAYERS).unwrap();
}

#[test]
fn tiers_are_lowered_only() {
    let change = |tier: &str, up_to: &str| {
        format!(
            "[[tighten]]\ntier = \"{tier}\"\nup_to = \"{up_to}\"\nsince = \"2026-01-01\"\narticles = [\"county\"]\n"
        )
    };
    refused(
        "tiers.toml",
        &change("T1", "20000"),
        &[":3: on 2026-01-01 the limit of T1 is", "`national` (national/tiers.toml:", "would raise it"],
    );
    refused("tiers.toml", &change("T1", "1500"), &["must rise"]);
    refused("tiers.toml", &change("T5", "1"), &["T5 is the last tier"]);
    taken("tiers.toml", &change("T1", "8000"));
    let new = "[[tier]]\nid = \"T6\"\nwords = { zh = \"村书记\", en = \"the secretary\" }\nsince = \"2026-01-01\"\narticles = [\"county\"]\n";
    refused("tiers.toml", new, &["the tiers are the nation's"]);
}

#[test]
fn quorums_are_raised_only() {
    let change = |rest: &str| format!("[[tighten]]\nquorum = \"rep_meeting\"\n{rest}\narticles = [\"county\"]\n");
    refused(
        "quorums.toml",
        &change("notice_days = 2"),
        &[":3: `rep_meeting` has 3 days' notice in national/quorums.toml:"],
    );
    refused(
        "quorums.toml",
        &change("attend = [{ of = \"persons\", at_least = \"1/2\" }]"),
        &["needs at least 2/3 of the persons to attend"],
    );
    refused("quorums.toml", &change("attend = [{ of = \"households\", at_least = \"1/1\" }]"), &["let fewer suffice"]);
    refused(
        "quorums.toml",
        &change("pass = { of = \"present\", at_least = \"1/2\" }"),
        &["needs more than half of those present"],
    );
    refused("quorums.toml", &change(""), &["`notice_days`, `attend`, `pass` or `ballots`"]);
    refused("quorums.toml", &change("ballots = false"), &["`false` would loosen what stands above"]);
    taken("quorums.toml", &change("ballots = true"));
    // Not in force yet, and already told.
    refused("quorums.toml", &change("notice_days = 2\nsince = \"2030-01-01\""), &["would shorten it"]);
    taken("quorums.toml", &change("pass = { of = \"entitled\", more_than = \"1/2\" }"));
    let again = "[[quorum]]\nid = \"rep_meeting\"\nname = { zh = \"代\", en = \"r\" }\nconvener = { zh = \"村\", en = \"v\" }\n\
        notice_days = 0\nattend = []\npass = { of = \"present\", at_least = \"1/9\" }\narticles = [\"county\"]\n";
    refused("quorums.toml", again, &["given in national/quorums.toml:"]);
}

#[test]
fn papers_are_asked_for_more_and_never_hidden() {
    let paper = |rest: &str| {
        let rest = format!(
            "[[step]]\nid = \"claim\"\n[[step.paper]]\nid = \"invoice\"\nname = {{ zh = \"发票\", en = \"invoice\" }}\n{rest}"
        );
        overlay("C1", &rest)
    };
    refused(
        "affairs/C/C1.toml",
        &paper("at_least = 0\nscope = \"village\""),
        &[":5: the paper `invoice` is asked for 1 times above"],
    );
    refused("affairs/C/C1.toml", &paper("at_least = 1\nscope = \"sealed\""), &["keeps the scope"]);
    refused(
        "affairs/C/C1.toml",
        &paper("at_least = 1\nscope = \"village\"\nwhen = \"amount_fen > 100000\""),
        &["less often"],
    );
    refused("affairs/C/C1.toml", &paper("at_least = 1\nscope = \"village\"\non = [\"claimed\"]"), &["leave some out"]);
    refused(
        "affairs/C/C1.toml",
        &paper("at_least = 0\nscope = \"village\"\nsince = \"2030-01-01\""),
        &["would be fewer"],
    );
    taken("affairs/C/C1.toml", &paper("at_least = 2\nscope = \"village\""));
}

#[test]
fn gates_and_lists_are_added_to_only() {
    let gate = "[[step]]\nid = \"claim\"\n[[step.gate]]\nid = \"cash\"\nmust = \"true\"\nslip = true\n\
        words = { zh = \"行\", en = \"fine\" }\nnext = { zh = \"行\", en = \"fine\" }\n";
    refused("affairs/C/C1.toml", &overlay("C1", gate), &["this gate exists above"]);
    let list = "[[list]]\nid = \"open_words\"\nvalues = [\"a\"]\n";
    let growing = format!("{list}tighter = \"more\"\n");
    let both = |county: &str| {
        let (county, township) = (overlay("C1", county), overlay("C1", list));
        read(&[("qingxi/affairs/C/C1.toml", &county), ("990101001/affairs/C/C1.toml", &township)], &LAYERS)
    };
    assert!(both(list).unwrap_err().contains("990101001/affairs/C/C1.toml:3: the list `open_words` exists above"));
    both(&growing).unwrap();
}

#[test]
fn shared_grounds_are_not_put_aside() {
    let duty =
        |rest: &str| format!("[[duty]]\ncode = \"handle_money\"\nname = {{ zh = \"经办\", en = \"handle\" }}\n{rest}");
    refused("duties.toml", &duty(""), &[":2: national/duties.toml:", "top leader never has the duty `handle_money`"]);
    taken("duties.toml", &duty("top_leader_never = true\n"));
    let effect = |needs: &str| {
        format!("[[effect]]\nid = \"seal\"\nname = {{ zh = \"盖章\", en = \"the seal\" }}\nneeds = {needs}\n")
    };
    refused("effects.toml", &effect("[]"), &["says that `seal` needs approve_seal", "never drop one"]);
    refused("effects.toml", &effect("[[\"approve_seal\", \"request_seal\"]]"), &["never drop one"]);
    taken("effects.toml", &effect("[[\"approve_seal\"], [\"request_seal\"]]"));
    let item = |often: &str, scope: &str| {
        format!(
            "item = [{{ code = \"F02\", name = {{ zh = \"支出明细\", en = \"expenses, item by item\" }}, often = \"{often}\", scope = \"{scope}\" }}]"
        )
    };
    refused("disclosure.toml", &item("yearly", "public"), &["has F02 made public monthly"]);
    refused("disclosure.toml", &item("monthly", "village"), &["keeps the name, the scope `public`"]);
    taken("disclosure.toml", &item("at_once", "public"));
    let more = |rest: &str| {
        let head = "[[item]]\ncode = \"F02\"\nname = { zh = \"支出明细\", en = \"expenses, item by item\" }\noften = \"monthly\"\nscope = \"public\"\n";
        format!("{head}{rest}\n")
    };
    refused("disclosure.toml", &more("due = \"day 11\""), &["this would be later"]);
    taken("disclosure.toml", &more("due = \"day 9\""));
    refused("disclosure.toml", &more("due = \"within 5\""), &["`within 5` is no time for what is monthly"]);
    refused("disclosure.toml", &more("keep_years = 4"), &["for longer"]);
    taken("disclosure.toml", &more("keep_years = 0"));
    refused("disclosure.toml", &more("from = \"text\""), &["the source `books.expenses`"]);
    refused(
        "law.toml",
        "[[law]]\ncode = \"acc\"\nname = { zh = \"x\", en = \"x\" }\nversion = \"\"\n",
        &["is given in national/law.toml:"],
    );
    refused("calendar/2027.toml", "", &["working days are the nation's"]);
    refused("authority/ours.toml", "", &["policies come with the program"]);
}

/// A step put after the claim of C1, with one outcome.
fn inserted(outcome: &str, allows: &str) -> String {
    let rest = format!(
        "[[insert]]\nafter = \"claim\"\non = \"claimed\"\n[[insert.step]]\nid = \"look\"\nname = {{ zh = \"看\", en = \"look\" }}\n\
         help = {{ zh = \"看\", en = \"look\" }}\nkind = \"act\"\nduty = \"witness\"\nwho = [\"representative\"]\nallows = {allows}\n\
         [[insert.step.outcome]]\nid = \"seen\"\nwords = {{ zh = \"看过\", en = \"seen\" }}\n{outcome}\n"
    );
    overlay("C1", &rest)
}

#[test]
fn an_inserted_step_never_skips_one_above() {
    taken("affairs/C/C1.toml", &inserted("to = \"onward\"", "[]"));
    let back = "to = \"onward\"\n[[insert.step.outcome]]\nid = \"unclear\"\nwords = { zh = \"不清楚\", en = \"unclear\" }\nway = \"back\"\nto = \"claim\"";
    taken("affairs/C/C1.toml", &inserted(back, "[]"));
    refused(
        "affairs/C/C1.toml",
        &inserted("to = \"pay\"", "[]"),
        &[":6: the outcome `seen` of the inserted step `look` leads to `pay`"],
    );
    refused("affairs/C/C1.toml", &inserted("way = \"back\"\nto = \"pay\"", "[]"), &["would skip"]);
    refused(
        "affairs/C/C1.toml",
        &inserted("to = \"onward\"\neffects = [\"payment\"]", "[]"),
        &["brings the effect `payment`"],
    );
    refused("affairs/C/C1.toml", &inserted("to = \"onward\"", "[\"payment\"]"), &["allows `payment` before"]);
}

#[test]
fn layers_stand_in_their_order() {
    let faults = |layers: &[&str]| read(&[("qingxi/README.md", ""), ("990101001/README.md", "")], layers).unwrap_err();
    assert!(faults(&["zhejiang", "national"]).contains("the first layer is `national`, found `zhejiang`"));
    assert!(faults(&["national", "990101001", "qingxi"]).contains("qingxi:1: the layer stands below a township's"));
    assert!(faults(&["national", "zhejiang", "qingxi", "more"]).contains("three layers: nation, province, county"));
    assert!(faults(&["national", "zhejiang", "zhejiang"]).contains("`zhejiang` is named twice"));
    assert!(faults(&["national", "zhejiang", "elsewhere"]).contains("no file of the layer `elsewhere` was given"));
}
