//! What cases bring to the register of members: J1 changes it, C5 shares out over it. A village without a register is none of its
//! business: there the lists of the cases are all there is.

use super::read::count;
use super::{change, distribute};
use archive::Tx;
use office::{Desk, Happening, Provider};
use village::Stop;

/// This part of the chapter: it has no effect of its own, for it follows the steps of two affairs.
pub(crate) const PROVIDER: Provider = Provider { names: &[], bring, refer: None };

fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    if !matches!(what.after.affair.as_str(), "J1" | "C5") || count(tx, what.village)? == 0 {
        return Ok(());
    }
    match what.after.affair.as_str() {
        "J1" => change::bring(desk, tx, what),
        _ => distribute::bring(desk, tx, what),
    }
}
