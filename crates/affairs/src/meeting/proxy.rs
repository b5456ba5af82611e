//! Proxies: where the law lets a household send one for another (农村集体经济组织法 art 27), the recorder enters who came for whom,
//! with the written authority.

use super::attend::not_counted;
use super::entries::ProxyEntered;
use super::open::{held, running};
use super::standing::Floor;
use crate::entries::to_body;
use crate::take::PaperSent;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use village::{CaseId, Fault, FieldFault, Kind, PersonId, Place, Refusal, Stop, Words};

/// Enters that somebody came for a member.
pub struct EnterProxy {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// The member who cannot come.
    pub absent: PersonId,
    /// Who came for them.
    pub holder: PersonId,
    /// The written authority.
    pub paper: PaperSent,
}

impl Deed for EnterProxy {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "enter_proxy".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = running(desk, tx, &self.case, &self.village)?;
        let held = held(tx, &self.case)?;
        let floor = Floor::at(desk, tx, &row, &held)?;
        floor.may_hold(desk)?;
        not_counted(&held)?;
        let outlook = floor.outlook()?;
        let own = outlook.rules.first().map(|own| &own.rule);
        if let Some(rule) = own.filter(|rule| !rule.proxies) {
            return Err(not_here(&rule.name, rule.articles.clone()).into());
        }
        let seat = |person: &PersonId| held.seats.iter().find(|seat| seat.person == *person);
        let fault = |field: &str, words: Words| {
            Refusal::faulty("meeting.proxy", vec![FieldFault { field: field.into(), words }])
        };
        let absent = seat(&self.absent).filter(|seat| seat.arrived.is_none());
        let absent = absent
            .ok_or_else(|| fault("absent", Words::new("请选择还没有到会的成员", "choose a member who has not come")))?;
        let here = seat(&self.holder).filter(|seat| seat.arrived.is_some() && seat.way != "proxy");
        let holder = here.ok_or_else(|| {
            fault(
                "holder",
                Words::new("受托的人要本人到会，先给他签到", "whoever comes for another must have signed in"),
            )
        })?;
        if holder.recused {
            let words = Words::new(
                format!("{}在这件事上回避，不能代别人表决", holder.name),
                format!("{} stands aside in this matter and votes for nobody", holder.name),
            );
            return Err(fault("holder", words).into());
        }
        if absent.household.is_empty() || absent.household != holder.household {
            let words = Words::new(
                format!("按名册，{}和{}不是同一户，不能代为参加", holder.name, absent.name),
                format!("by the roster {} and {} are not of one household", holder.name, absent.name),
            );
            return Err(fault("holder", words).into());
        }
        let id = &held.meeting.id;
        let body = ProxyEntered {
            meeting: id.clone(),
            absent: self.absent.clone(),
            holder: self.holder.clone(),
            name: self.paper.name.clone(),
            hash: self.paper.file.hash,
            media_type: self.paper.file.media_type.as_str().into(),
            size_bytes: i64::try_from(self.paper.file.size_bytes).unwrap_or(i64::MAX),
        };
        let entry = tx.append(desk.draft(&self.village, "proxy.entered", id, to_body(&body)?))?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

fn not_here(name: &Words, articles: Vec<village::Article>) -> Refusal {
    let mut refusal = Refusal::new(
        Kind::NotNow,
        "meeting.no_proxies",
        Words::new(
            format!("{}不能委托别人代为参加和表决", name.zh),
            format!("at the {} nobody comes or votes for another", name.en),
        ),
        Words::new("请只登记本人到会的", "enter only those who are there themselves"),
    )
    .violation();
    refusal.articles = articles;
    refusal
}

/// The written authorities of a meeting: papers of the act that ends it.
pub(crate) fn papers(query: &mut dyn Query, meeting: Option<&String>) -> Result<Vec<PaperSent>, Fault> {
    let Some(meeting) = meeting else { return Ok(Vec::new()) };
    Ok(super::proxies(query, meeting)?.into_iter().map(|row| row.paper).collect())
}
