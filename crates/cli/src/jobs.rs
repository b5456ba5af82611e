//! The office's clockwork: publications and checkpoints every second; alerts that climb, reminders, what is far past its limit, what contracts ask for, letters every half minute. Each job is
//! an ordinary deed, so a restart loses nothing and doubles nothing.

use affairs::{LapseEmergency, Remind, ReportLate, to_lapse, to_publish, to_remind, to_report};
use alerts::{Climb, Sending, deliver, find_lost, overdue};
use archive::Directory;
use capital::{to_post, to_remind_contracts, to_report_budgets, to_report_unmatched, to_report_unreconciled};
use disclosure::{
    to_report_differing, to_report_unanswered, to_report_undisclosed, to_report_unrectified, villages_with_disclosures,
};
use notify::Mailer;
use office::{Desk, Office};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use village::{Fault, Place, Stop};

/// So many villages' public items are compared with their books in one go.
const COMPARED_AT_ONCE: usize = 10;

/// Runs until told to stop.
pub(crate) fn run(office: &Office, directory: &Directory, mailer: Option<&Mailer>, stop: &Arc<AtomicBool>) {
    let (mut second, mut signed, mut published) = (0_u64, 0_u64, 0_u64);
    let mut compared = BTreeMap::new();
    while !stop.load(Ordering::Relaxed) {
        log("publications", publish(office, &mut published));
        log("checkpoint", sign(office, directory, &mut signed));
        if second.is_multiple_of(30) {
            log("climb", climb(office));
            log("remind", remind(office));
            log("late", report(office));
            log("contracts", contracts(office));
            log("reconciliations", reconciliations(office));
            log("unmatched", unmatched(office));
            log("budgets", budgets(office));
            log("undisclosed", undisclosed(office));
            log("unanswered", unanswered(office));
            log("unrectified", unrectified(office));
            log("differing", differing(office, &mut compared));
            log("emergencies", lapse(office));
            if let Some(mailer) = mailer {
                log("letters", letters(office, mailer));
            }
            log("lost letters", lost(office));
            log("purge", directory.purge(office.clock().now()).map(drop));
        }
        second += 1;
        std::thread::sleep(Duration::from_secs(1));
    }
    log("checkpoint", sign(office, directory, &mut signed));
}

/// Signs what the log is now, and notes it in the directory, by which an older copy of the store is noticed.
fn sign(office: &Office, directory: &Directory, signed: &mut u64) -> Result<(), Fault> {
    let checkpoint = office.archive().checkpoint(office.clock().now())?;
    if checkpoint.size > *signed {
        directory.see(office.county(), &checkpoint)?;
        *signed = checkpoint.size;
    }
    Ok(())
}

fn log(job: &str, done: Result<(), Fault>) {
    if let Err(fault) = done {
        tracing::error!(job, fault = fault.chain(), "a job failed and will be tried again");
    }
}

/// Records what has become public since it last looked.
fn publish(office: &Office, seen: &mut u64) -> Result<(), Fault> {
    let head = office.archive().head();
    if head == *seen {
        return Ok(());
    }
    let waiting = office.read(|reader| to_publish(reader))?;
    let all = waiting.is_empty();
    for publication in waiting {
        unless_overtaken(office.perform(&Desk::unnamed(office, office.clock().now()), publication))?;
    }
    // What it wrote itself moved the log on; the next look finds nothing and rests.
    if all {
        *seen = head;
    }
    Ok(())
}

/// A job that was refused has been overtaken: somebody acknowledged or acted meanwhile.
fn unless_overtaken<T>(done: Result<T, Stop>) -> Result<(), Fault> {
    match done {
        Ok(_) | Err(Stop::Refused(_)) => Ok(()),
        Err(Stop::Failed(fault)) => Err(fault),
    }
}

fn climb(office: &Office) -> Result<(), Fault> {
    let now = office.clock().now();
    for (alert, place) in office.read(|reader| overdue(reader, now))? {
        unless_overtaken(office.perform(&Desk::unnamed(office, now), Climb { alert, place }))?;
    }
    Ok(())
}

fn remind(office: &Office) -> Result<(), Fault> {
    let now = office.clock().now();
    for (case, village) in office.read(|reader| to_remind(reader, now.day()))? {
        unless_overtaken(office.perform(&Desk::unnamed(office, now), Remind { case, village }))?;
    }
    Ok(())
}

fn report(office: &Office) -> Result<(), Fault> {
    let now = office.clock().now();
    for (case, village) in office.read(|reader| to_report(reader, office, now.day()))? {
        unless_overtaken(office.perform(&Desk::unnamed(office, now), ReportLate { case, village }))?;
    }
    Ok(())
}

/// Posts what of the villages' contracts has fallen due, and reminds of what is near or overdue.
fn contracts(office: &Office) -> Result<(), Fault> {
    let desk = Desk::unnamed(office, office.clock().now());
    for due in office.read(|reader| to_post(reader, desk.now.day()))? {
        unless_overtaken(office.perform(&desk, due))?;
    }
    for reminder in office.read(|reader| to_remind_contracts(reader, &desk))? {
        unless_overtaken(office.perform(&desk, reminder))?;
    }
    Ok(())
}

/// Tells of bank accounts that nobody signed as reconciled in time.
fn reconciliations(office: &Office) -> Result<(), Fault> {
    let desk = Desk::unnamed(office, office.clock().now());
    for late in office.read(|reader| to_report_unreconciled(reader, &desk))? {
        unless_overtaken(office.perform(&desk, late))?;
    }
    Ok(())
}

/// Tells of what only the bank holds for too long.
fn unmatched(office: &Office) -> Result<(), Fault> {
    let desk = Desk::unnamed(office, office.clock().now());
    for late in office.read(|reader| to_report_unmatched(reader, &desk))? {
        unless_overtaken(office.perform(&desk, late))?;
    }
    Ok(())
}

/// Tells of what is not public in time.
fn undisclosed(office: &Office) -> Result<(), Fault> {
    let desk = Desk::unnamed(office, office.clock().now());
    for late in office.read(|reader| to_report_undisclosed(reader, &desk))? {
        unless_overtaken(office.perform(&desk, late))?;
    }
    Ok(())
}

/// Compares what is public with books and cases, a few villages each time, and tells where they differ. A village in which nothing
/// has happened since is not looked at again; after a start each one is.
fn differing(office: &Office, compared: &mut BTreeMap<Place, i64>) -> Result<(), Fault> {
    let desk = Desk::unnamed(office, office.clock().now());
    let villages = office.read(|reader| villages_with_disclosures(reader))?;
    let moved = villages.into_iter().filter(|(village, last)| compared.get(village) != Some(last));
    for (village, last) in moved.take(COMPARED_AT_ONCE).collect::<Vec<_>>() {
        if let Some(found) = office.read(|reader| to_report_differing(reader, &desk, &village))? {
            unless_overtaken(office.perform(&desk, found))?;
        }
        compared.insert(village, last);
    }
    Ok(())
}

/// Tells of questions that wait too long.
fn unanswered(office: &Office) -> Result<(), Fault> {
    let desk = Desk::unnamed(office, office.clock().now());
    for late in office.read(|reader| to_report_unanswered(reader, &desk))? {
        unless_overtaken(office.perform(&desk, late))?;
    }
    Ok(())
}

/// Tells of what an inspection found and the village has not put right in time.
fn unrectified(office: &Office) -> Result<(), Fault> {
    let desk = Desk::unnamed(office, office.clock().now());
    for late in office.read(|reader| to_report_unrectified(reader, &desk))? {
        unless_overtaken(office.perform(&desk, late))?;
    }
    Ok(())
}

/// Tells of accounts that are near their budget, or over it.
fn budgets(office: &Office) -> Result<(), Fault> {
    let desk = Desk::unnamed(office, office.clock().now());
    for near in office.read(|reader| to_report_budgets(reader, &desk))? {
        unless_overtaken(office.perform(&desk, near))?;
    }
    Ok(())
}

/// Warns of emergencies that were not made up in time.
fn lapse(office: &Office) -> Result<(), Fault> {
    let now = office.clock().now();
    for (case, village) in office.read(|reader| to_lapse(reader, now.day()))? {
        unless_overtaken(office.perform(&Desk::unnamed(office, now), LapseEmergency { case, village }))?;
    }
    Ok(())
}

/// Each letter is claimed before it is handed to the mail server: a second server on the same store leaves it alone.
fn letters(office: &Office, mailer: &Mailer) -> Result<(), Fault> {
    deliver(office, |waiting| {
        let now = office.clock().now();
        let message = notify::Message {
            id: waiting.id.clone(),
            to: waiting.address.clone(),
            subject: waiting.subject.clone(),
            text: waiting.text.clone(),
            written: now,
        };
        match mailer.send(&message) {
            Ok(()) => Sending::Sent,
            Err(error) => {
                tracing::warn!(message = waiting.id, what = error.what, permanent = error.permanent, "a letter failed");
                Sending::Failed(if error.permanent { None } else { notify::next_try(waiting.failures + 1, now) })
            }
        }
    })
}

/// Tells of letters that a worker claimed and then said nothing about: they may have been sent or not.
fn lost(office: &Office) -> Result<(), Fault> {
    for message in find_lost(office)? {
        tracing::error!(
            message,
            "a letter was claimed and never reported: it may not have been sent, and will not be again"
        );
    }
    Ok(())
}
