//! The code at the foot, as a drawing of one path.

use crate::sheet::Unprinted;
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write as _;

/// White modules on each side, as the standard asks.
const QUIET: usize = 4;

/// The code of an address as SVG.
///
/// # Errors
/// When the address is too long for any code.
pub(crate) fn svg(address: &str) -> Result<String, Unprinted> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().map_err(|_| Unprinted::Address)?;
    let dark = |row: usize, column: usize| code.data.get(row * code.size + column).is_some_and(|module| module.value());
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|at| dark(row, *at)).count();
            if run > 0 {
                let (x, y) = (column + QUIET, row + QUIET);
                // Writing to a string does not fail.
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            column += run.max(1);
        }
    }
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>"##
    ))
}
