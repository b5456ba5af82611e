//! What is in cash and on each bank account now, what of it is kept back for payments that were approved, and what is free.

use crate::part::Line;
use crate::told::Teller;
use capital::BankAccount;
use ledger::{Books, Code};
use village::Fen;

/// Money in one place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// The account.
    pub(crate) code: Code,
    /// Its name in the books, with the bank and the last digits.
    pub(crate) name: village::Words,
    pub(crate) balance: Fen,
    pub(crate) reserved: Fen,
    pub(crate) free: Fen,
}

/// Cash, and every bank account.
pub(crate) fn held(books: &Books, banks: &[BankAccount]) -> Vec<Held> {
    let one = |code: &Code, more: String| {
        let name = books.chart.full_name(code);
        Held {
            code: code.clone(),
            name: village::Words::new(format!("{}{more}", name.zh), format!("{}{more}", name.en)),
            balance: books.balance_fen(code),
            reserved: books.kept_back(code, None),
            free: books.free_fen(code),
        }
    };
    let mut all = vec![one(&books.chart.roles.cash, String::new())];
    all.extend(banks.iter().map(|bank| one(&bank.code, format!(" …{}", bank.last_digits))));
    all
}

/// The same as lines: balance, kept back, free.
pub(crate) fn lines(teller: &Teller, all: &[Held]) -> Vec<Line> {
    all.iter().map(|held| Line::text(teller.words(&held.name), said(teller, held))).collect()
}

/// Balance, kept back and free of one account, in words.
pub(crate) fn said(teller: &Teller, held: &Held) -> String {
    let said = teller.say("money-held").put("balance", held.balance.to_string());
    said.put("reserved", held.reserved.to_string()).put("free", held.free.to_string()).to_string()
}
