//! A deed that waits at the door, with the way back to whoever asked.

use crate::Tx;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use village::{Fault, Stop};

/// A deed, whatever it gives.
pub(crate) trait Job: Send {
    /// Runs it once. Tells whether what it did is to be kept.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;

    /// It has failed, whatever it says itself. A refusal stands: the deed has stopped knowingly.
    fn fail(&mut self, why: &str);

    /// Tells whoever asked how it went; `failed` when the whole group was not committed.
    fn answer(self: Box<Self>, failed: Option<&str>);
}

struct Waiting<T, F> {
    deed: Option<F>,
    outcome: Result<T, Stop>,
    /// A preview runs like a deed and is never kept.
    preview: bool,
    back: Sender<Result<T, Stop>>,
}

/// A job and the end at which its answer arrives.
pub(crate) fn job<T, F>(deed: F, preview: bool) -> (Box<dyn Job>, Receiver<Result<T, Stop>>)
where
    T: Send + 'static,
    F: FnOnce(&mut Tx<'_>) -> Result<T, Stop> + Send + 'static,
{
    let (back, answer) = bounded(1);
    let outcome = Err(Stop::Failed(Fault::new("the deed did not run")));
    (Box::new(Waiting { deed: Some(deed), outcome, preview, back }), answer)
}

impl<T, F> Job for Waiting<T, F>
where
    T: Send,
    F: FnOnce(&mut Tx<'_>) -> Result<T, Stop> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let Some(deed) = self.deed.take() else { return false };
        // Whatever a panic leaves half-done in the transaction is undone to the deed's savepoint.
        self.outcome = catch_unwind(AssertUnwindSafe(|| deed(tx)))
            .unwrap_or_else(|panic| Err(Stop::Failed(Fault::new(format!("a deed panicked: {}", said(&*panic))))));
        self.outcome.is_ok() && !self.preview
    }

    fn fail(&mut self, why: &str) {
        if self.outcome.is_ok() {
            self.outcome = Err(Stop::Failed(Fault::new(why)));
        }
    }

    fn answer(self: Box<Self>, failed: Option<&str>) {
        let outcome = match failed {
            Some(why) => Err(Stop::Failed(Fault::new(format!("the deed was not committed: {why}")).for_now())),
            None => self.outcome,
        };
        if self.back.send(outcome).is_err() {
            tracing::debug!("nobody waits for the answer to a deed any more");
        }
    }
}

fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a word")
}
