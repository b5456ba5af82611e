//! The pages of a villager's own scope.

use crate::books::listing::{Listing, Part};
use crate::form::{Choice, Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Html, Switch};
use crate::sample;
use crate::show::{Link, State as Weight, Tag};
use askama::Template;

/// Which way in.
#[derive(Template)]
#[template(path = "household/enter.html")]
pub(crate) struct EnterPage {
    pub(crate) frame: Frame,
    /// Whether the county sends messages to telephones.
    pub(crate) by_phone: bool,
}

impl EnterPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self { by_phone: true, frame }
    }
}

/// One of the forms on the way in.
#[derive(Template)]
#[template(path = "household/form.html")]
pub(crate) struct HouseholdForm {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) action: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) send: String,
    /// What to do when it does not work; empty where there is nothing to say.
    pub(crate) note: String,
}

impl HouseholdForm {
    pub(crate) fn sample(frame: Frame) -> Self {
        let fields = vec![
            Field::new("name", frame.say("household-name"), Entry::Text("name")),
            Field::new("code", frame.say("household-code"), Entry::Text("off")).hint(frame.say("household-code-hint")),
        ];
        let words = sample::say(&frame, "姓名和家庭码对不上", "The name and the code do not belong together");
        Self {
            title: frame.say("household-by-code").to_string(),
            lead: frame.say("household-code-lead").to_string(),
            faults: vec![FaultLine { href: "#name".to_owned(), words }],
            action: "/household/code".to_owned(),
            fields,
            send: frame.say("household-go").to_string(),
            note: frame.say("household-number-late").to_string(),
            frame,
        }
    }
}

/// One's own household.
#[derive(Template)]
#[template(path = "household/show.html")]
pub(crate) struct HouseholdPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    /// Who helps, and until when; empty where nobody does.
    pub(crate) helped: String,
    /// Who stands in the roster as this household.
    pub(crate) people: String,
    pub(crate) list: Listing,
    /// Of what nothing is on record; empty where there is something of everything.
    pub(crate) nothing: String,
    /// What the village keeps for its own people.
    pub(crate) links: Vec<Link>,
}

impl HouseholdPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let (village, helped, people) = (
            sample::say(&frame, "柳湾村", "Liuwan village"),
            sample::say(&frame, "李秀英（村文书）正在帮您看，到10:15为止", "Li Xiuying (clerk) helps you, until 10:15"),
            sample::say(&frame, "王大山、李秀英", "Wang Dashan, Li Xiuying"),
        );
        Self {
            links: vec![Link::new(frame.say("members-public"), "/v/990101001001/members")],
            list: crate::books::listing::shown(&frame),
            nothing: frame
                .say("household-nothing")
                .put("what", frame.say("household-contracts").to_string())
                .to_string(),
            village,
            helped,
            people,
            frame,
        }
    }
}

/// A household on the officials' page.
pub(crate) struct HomeLine {
    pub(crate) number: String,
    pub(crate) people: String,
    pub(crate) code: Tag,
    pub(crate) help_href: String,
}

/// The households of a village, for whoever gives codes and helps.
#[derive(Template)]
#[template(path = "household/list.html")]
pub(crate) struct HomesPage {
    pub(crate) frame: Frame,
    pub(crate) villages: Vec<Switch>,
    pub(crate) village: String,
    pub(crate) place: String,
    pub(crate) find: String,
    pub(crate) homes: Vec<HomeLine>,
    /// Whether the reader gives codes.
    pub(crate) gives: bool,
    pub(crate) missing: usize,
    /// Where the codes that were just given wait to be printed; empty where none do.
    pub(crate) sheet_href: String,
    pub(crate) key: String,
}

impl HomesPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let line = |number: &str, people: &str, code: Tag| HomeLine {
            number: number.to_owned(),
            people: people.to_owned(),
            code,
            help_href: "/desk/households/help?village=990101001001&person=990101-P000001".to_owned(),
        };
        let given = Tag::new(Weight::Done, frame.say("household-has-code").put("day", "2026-03-12"));
        let none = Tag::new(Weight::Ordinary, frame.say("household-no-code"));
        Self {
            villages: Vec::new(),
            village: "柳湾村".to_owned(),
            place: "990101001001".to_owned(),
            find: String::new(),
            homes: vec![line("001", "王大山、李秀英", given), line("002", "陈建国", none)],
            gives: true,
            missing: 1,
            sheet_href: "/desk/households/sheet".to_owned(),
            key: "k0050".to_owned(),
            frame,
        }
    }
}

/// A household's slip on the printed sheet.
pub(crate) struct Slip {
    pub(crate) number: String,
    pub(crate) people: String,
    pub(crate) code: String,
    pub(crate) qr: Html,
}

/// The codes that were just given, to be printed and cut: shown once.
#[derive(Template)]
#[template(path = "household/sheet.html")]
pub(crate) struct CodesPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) address: String,
    pub(crate) slips: Vec<Slip>,
    pub(crate) back_href: String,
}

impl CodesPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let address = "http://192.168.1.20:8080/household/code";
        let slip = |number: &str, people: &str, code: &str| Slip {
            number: number.to_owned(),
            people: people.to_owned(),
            code: code.to_owned(),
            qr: Html::made(crate::qr::svg(&format!("{address}#{code}")).unwrap_or_default()),
        };
        Self {
            village: "柳湾村".to_owned(),
            address: address.to_owned(),
            slips: vec![slip("001", "王大山", "K7QX-3MPW-9TRD"), slip("002", "陈建国", "M2WX-7HPQ-4CRK")],
            back_href: "/desk/households?place=990101001001".to_owned(),
            frame,
        }
    }
}

/// People to choose from, with their numbers in the roster.
pub(crate) fn choices(people: &[office::roster::PersonRow]) -> Vec<Choice> {
    people.iter().map(|one| Choice::new(one.id.as_str(), &one.name)).collect()
}

/// Whether a part holds anything.
pub(crate) fn is_full(part: &Part) -> bool {
    !part.rows.is_empty()
}
