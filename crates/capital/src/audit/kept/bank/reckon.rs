//! What both sides say at the end of a day, once more, as it was at an entry of the log.

use super::{Bank, Matching, is_line};
use crate::audit::replay::Replayed;
use crate::bank::{Figures, Side};
use ledger::Code;
use village::{Day, Fen};

impl Bank {
    /// The books' balance, the bank's, and what only one of them holds; of what stood in the log before `until`.
    pub(super) fn reckon(&self, books: &Replayed, account: &Code, day: Day, until: u64) -> Figures {
        let (mut bank_fen, mut at_bank) = (None, Vec::new());
        for (received, _) in self.of(account).filter(|(_, entry)| *entry < until) {
            bank_fen = bank_fen.or(Some(received.opening_fen));
            for line in received.lines.iter().filter(|line| line.day <= day) {
                bank_fen = Some(line.balance_fen);
                if !self.settled(account, day, until, |side| is_line(side, line.number)) {
                    at_bank.push(line.amount_fen);
                }
            }
        }
        let opening = books.opening.iter().filter(|line| line.account == *account);
        let mut book_fen: i64 = opening.map(|line| line.side.natural(line.amount_fen.0)).sum();
        let mut in_books = Vec::new();
        for (id, voucher, _) in books.vouchers.iter().filter(|(_, _, entry)| *entry < until) {
            let lines = (1_i64..).zip(&voucher.draft.lines).filter(|(_, line)| line.account == *account);
            for (position, line) in lines.filter(|_| voucher.draft.day <= day) {
                book_fen += line.signed_fen();
                let own = |side: &Side| matches!(side, Side::Book { voucher, position: at, .. } if voucher == id && *at == position);
                if !self.settled(account, day, until, own) {
                    in_books.push(Fen(line.signed_fen()));
                }
            }
        }
        let sum = |amounts: &[Fen], came: bool| -> Fen {
            let picked = amounts.iter().filter(|fen| (fen.0 > 0) == came);
            picked.map(|fen| Fen(fen.0.saturating_abs())).sum()
        };
        Figures {
            book_fen: Fen(book_fen),
            bank_fen: bank_fen.unwrap_or(Fen(0)),
            bank_in_fen: sum(&at_bank, true),
            bank_out_fen: sum(&at_bank, false),
            book_in_fen: sum(&in_books, true),
            book_out_fen: sum(&in_books, false),
        }
    }

    /// Whether a matching holds the line, all of whose lines lie on or before the day.
    fn settled(&self, account: &Code, day: Day, until: u64, own: impl Fn(&Side) -> bool) -> bool {
        let holds = |one: &Matching| {
            one.entry < until
                && one.undone.is_none_or(|undone| undone >= until)
                && one.settled.is_some_and(|settled| settled <= day)
        };
        self.matchings.iter().any(|((of, _), one)| of == account && holds(one) && one.sides.iter().any(&own))
    }
}
