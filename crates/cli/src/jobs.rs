//! The office's clockwork: checkpoints every second; alerts that climb, reminders, what is far past its limit, letters every half minute. Each job is
//! an ordinary deed, so a restart loses nothing and doubles nothing.

use affairs::{LapseEmergency, Remind, ReportLate, to_lapse, to_remind, to_report};
use alerts::{Climb, RecordSending, Sending, overdue, waiting_messages};
use archive::Directory;
use notify::Mailer;
use office::{Desk, Office};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use village::{Fault, Stop};

/// Runs until told to stop.
pub(crate) fn run(office: &Office, directory: &Directory, mailer: Option<&Mailer>, stop: &Arc<AtomicBool>) {
    let (mut second, mut signed) = (0_u64, 0_u64);
    while !stop.load(Ordering::Relaxed) {
        log("checkpoint", sign(office, directory, &mut signed));
        if second.is_multiple_of(30) {
            log("climb", climb(office));
            log("remind", remind(office));
            log("late", report(office));
            log("emergencies", lapse(office));
            if let Some(mailer) = mailer {
                log("letters", letters(office, mailer));
            }
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

/// Warns of emergencies that were not made up in time.
fn lapse(office: &Office) -> Result<(), Fault> {
    let now = office.clock().now();
    for (case, village) in office.read(|reader| to_lapse(reader, now.day()))? {
        unless_overtaken(office.perform(&Desk::unnamed(office, now), LapseEmergency { case, village }))?;
    }
    Ok(())
}

fn letters(office: &Office, mailer: &Mailer) -> Result<(), Fault> {
    let now = office.clock().now();
    for waiting in office.read(|reader| waiting_messages(reader, now))? {
        let message = notify::Message {
            id: waiting.id.clone(),
            to: waiting.address,
            subject: waiting.subject,
            text: waiting.text,
            written: now,
        };
        let sending = match mailer.send(&message) {
            Ok(()) => Sending::Sent,
            Err(error) => {
                tracing::warn!(message = waiting.id, what = error.what, permanent = error.permanent, "a letter failed");
                Sending::Failed(if error.permanent { None } else { notify::next_try(waiting.failures + 1, now) })
            }
        };
        let record = RecordSending { county: office.county().clone(), message: waiting.id, sending };
        unless_overtaken(office.perform(&Desk::unnamed(office, office.clock().now()), record))?;
    }
    Ok(())
}
