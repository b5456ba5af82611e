//! The desk: who acts, with which posts, at what moment. Every deed is handed one.

use crate::household::Way;
use crate::{Office, Warning, roster};
use archive::{Draft, Query, Tx};
use authority::Question;
use std::collections::BTreeSet;
use village::{Fault, Kind, Mandate, Moment, PersonId, Place, Post, Refusal, Words};

/// A person who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
}

/// What is known of a matter that bears on who may act in it.
#[derive(Debug, Clone, Default)]
pub struct Matter {
    /// Who did the steps that this one must be apart from.
    pub handlers: BTreeSet<PersonId>,
    /// Whether the person is a declared relative of a party.
    pub kin_of_party: bool,
    /// Whether the person is a party.
    pub is_party: bool,
    /// Whether the person is a declared relative of whoever approved or decided it.
    pub kin_of_decider: bool,
    /// The post for which the person stands in, when all its holders stand aside. It gives what that post gives, and takes
    /// what it takes.
    pub stands_in: Option<Post>,
}

/// Who acts, with which posts in force, at what moment.
#[derive(Clone)]
pub struct Desk {
    /// The office.
    pub office: Office,
    /// Who acts; nobody for a villager who gives no name, and for the office's own clockwork.
    pub signed: Option<Signed>,
    /// The mandates in force today.
    pub mandates: Vec<Mandate>,
    /// The places whose top leader the person is, away or not.
    pub leads: Vec<Place>,
    /// Everybody whose acts count as the person's own: for whom they stood in, or who stood in for them.
    pub tied: BTreeSet<PersonId>,
    /// The moment of the deed.
    pub now: Moment,
    /// By which way a villager reads their own scope, where no official sits here: then no office counts.
    pub household: Option<Way>,
    /// The mark of the form that was sent, so that sending it twice does it once.
    pub key: Option<String>,
}

impl Desk {
    /// The desk of a person, with the posts that they hold at this moment.
    ///
    /// # Errors
    /// When the roster cannot be read, or knows no such person.
    pub fn of(office: &Office, person: &PersonId, now: Moment) -> Result<Self, Fault> {
        office.read(|reader| {
            let name = roster::name_of(reader, person)?;
            let name = name.ok_or_else(|| Fault::new(format!("nobody in the roster is `{person}`")))?;
            let mut desk = Self::unnamed(office, now);
            desk.signed = Some(Signed { person: person.clone(), name });
            desk.refresh(reader)?;
            Ok(desk)
        })
    }

    /// The desk of a villager who reads their own scope: whatever offices they hold besides do not count there.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn of_villager(office: &Office, person: &PersonId, way: Way, now: Moment) -> Result<Self, Fault> {
        let mut desk = Self::of(office, person, now)?;
        desk.household = Some(way);
        desk.keep_own_scope();
        Ok(desk)
    }

    /// A code on paper says which household it is and not who of it: what only some of a household may read, it does not open.
    fn keep_own_scope(&mut self) {
        let Some(way) = self.household else { return };
        self.mandates.retain(|mandate| match mandate.post {
            Post::Villager | Post::Member => true,
            Post::Representative | Post::PartyMember => way == Way::Phone,
            _ => false,
        });
        self.leads.clear();
    }

    /// A desk with nobody at it: an unnamed villager, or the office's own clockwork.
    #[must_use]
    pub fn unnamed(office: &Office, now: Moment) -> Self {
        Self {
            office: office.clone(),
            signed: None,
            mandates: Vec::new(),
            leads: Vec::new(),
            tied: BTreeSet::new(),
            now,
            household: None,
            key: None,
        }
    }

    /// The same desk with the mark of a form.
    #[must_use]
    pub fn with_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Who acts, when somebody does.
    #[must_use]
    pub fn person(&self) -> Option<&PersonId> {
        self.signed.as_ref().map(|signed| &signed.person)
    }

    /// The posts in force that reach a place.
    #[must_use]
    pub fn posts_at(&self, place: &Place) -> BTreeSet<Post> {
        self.mandates.iter().filter(|m| m.reaches(place)).map(|m| m.post).collect()
    }

    /// Whether the person is the top leader (一把手) of the place: its party secretary, director in one person or not.
    #[must_use]
    pub fn is_top_leader(&self, place: &Place) -> bool {
        self.leads.iter().any(|led| led.contains(place))
    }

    /// The same desk with the posts as they count in one affair, by its code: a leave may be limited to some.
    ///
    /// # Errors
    /// When the roster cannot be read.
    pub fn in_affair(&self, query: &mut dyn Query, affair: &str) -> Result<Self, Fault> {
        let mut desk = self.clone();
        if let Some(signed) = &self.signed {
            desk.mandates = roster::mandates_in(query, &signed.person, self.now.day(), affair)?;
        }
        desk.keep_own_scope();
        Ok(desk)
    }

    /// Reads the mandates again inside the deed's own transaction: a right that ended a moment ago is gone.
    pub(crate) fn refresh(&mut self, tx: &mut dyn Query) -> Result<(), Fault> {
        if let Some(signed) = &self.signed {
            let today = self.now.day();
            self.mandates = roster::mandates_of(tx, &signed.person, today)?;
            self.leads = roster::leads(tx, &signed.person, today)?;
            self.tied = roster::tied(tx, &signed.person, self.now, None)?;
            self.keep_own_scope();
        }
        Ok(())
    }

    /// Asks the policies whether this person may do `duty` at `place`.
    ///
    /// # Errors
    /// A refusal in the policies' own words, or a fault when the policies cannot be evaluated.
    pub fn may(
        &self,
        duty: &str,
        place: &Place,
        handlers: BTreeSet<PersonId>,
        kin_of_party: bool,
    ) -> Result<(), village::Stop> {
        self.may_in(duty, place, Matter { handlers, kin_of_party, ..Matter::default() })
    }

    /// Asks the policies whether this person may do `duty` at `place` in this matter.
    ///
    /// # Errors
    /// As [`Self::may`].
    pub fn may_in(&self, duty: &str, place: &Place, matter: Matter) -> Result<(), village::Stop> {
        let Some(signed) = &self.signed else {
            return Err(not_signed_in().into());
        };
        let mut posts = self.posts_at(place);
        let outsider = posts.is_empty();
        posts.extend(matter.stands_in);
        let mut handlers = matter.handlers;
        if !handlers.is_disjoint(&self.tied) {
            handlers.insert(signed.person.clone());
        }
        let question = Question {
            person: signed.person.clone(),
            posts,
            top_leader: self.is_top_leader(place),
            action: duty.to_owned(),
            place: place.clone(),
            handlers,
            kin_of_party: matter.kin_of_party,
            is_party: matter.is_party,
            kin_of_decider: matter.kin_of_decider,
        };
        self.office.authority().may(&question)?.into_result().map_err(|mut refusal| {
            // An outsider who tries has no power here to abuse: refused, not reported.
            refusal.violation &= !outsider;
            village::Stop::Refused(refusal)
        })
    }

    /// Warns the supervisors of what was found, in the transaction in which it was found.
    ///
    /// # Errors
    /// When something is broken.
    pub fn warn(&self, tx: &mut Tx<'_>, warning: &Warning) -> Result<(), village::Stop> {
        (self.office.warn())(self, tx, warning)
    }

    /// A draft of an entry by this desk.
    #[must_use]
    pub fn draft(&self, village: &Place, kind: &'static str, subject: &str, body: serde_json::Value) -> Draft {
        Draft {
            village: village.clone(),
            moment: self.now,
            person: self.person().cloned(),
            kind,
            subject: subject.to_owned(),
            rules: None,
            key: self.key.as_ref().map(|key| self.own_key(key)),
            body,
        }
    }

    /// The form's mark, kept apart by person so that nobody can guess another's.
    pub(crate) fn own_key(&self, key: &str) -> String {
        format!("{}:{key}", self.person().map_or("unnamed", PersonId::as_str))
    }

    /// The entry number of an appended draft, without the form's mark: for the second and later entries of one deed.
    ///
    /// # Errors
    /// When the entry cannot be appended.
    pub fn append_more(
        &self,
        tx: &mut Tx<'_>,
        village: &Place,
        kind: &'static str,
        subject: &str,
        body: serde_json::Value,
    ) -> Result<u64, Fault> {
        let mut draft = self.draft(village, kind, subject, body);
        draft.key = None;
        Ok(tx.append(draft)?.seq)
    }
}

fn not_signed_in() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "not_signed_in",
        Words::new("这件事需要先登录", "You need to sign in first"),
        Words::new("请登录后再办", "Please sign in and try again"),
    )
}
