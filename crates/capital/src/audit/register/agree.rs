//! Whether a register and its distributions agree with themselves, with the cases and with the vouchers.

use super::{Shared, Standing, at};
use crate::audit::check::{Findings, KnownCase};
use crate::audit::replay::Replayed;
use crate::audit::{DISTRIBUTIONS, MEMBERS, SHARED};
use crate::member::{MemberState, Shares, leaves};
use ledger::{Origin, Side, Word, apportion};
use std::collections::{BTreeMap, BTreeSet};
use village::{Fen, Words};

/// The reason of a case that only hands shares on.
const SHARE: &str = "share";

/// Everything of the register and the distributions that does not agree with itself, with the cases or with the vouchers.
pub(in crate::audit) fn agree(
    standings: &[Standing],
    shared: &[Shared],
    books: &Replayed,
    cases: &BTreeMap<&str, KnownCase<'_>>,
    findings: &mut Findings,
) {
    numbered(standings, findings);
    changed(standings, cases, findings);
    for one in shared {
        weighed(standings, one, findings);
        paid(one, books, cases, findings);
    }
}

/// Numbers and standings without gaps, in the order of the log; nobody who left holds shares.
fn numbered(standings: &[Standing], findings: &mut Findings) {
    let mut last: BTreeMap<&str, (i64, u64)> = BTreeMap::new();
    for (number, one) in (2_usize..).zip(standings) {
        let (member, place) = (&one.member, format!("{MEMBERS}:{number}"));
        let mut wrong =
            |zh: &str, en: &str| findings.add(place.clone(), format!("{member}{zh}"), format!("{member} {en}"));
        let (serial, entry) = last.get(member.as_str()).copied().unwrap_or((0, 0));
        if one.serial != serial + 1 {
            wrong(
                &format!("第{}次登记应是第{}次", one.serial, serial + 1),
                &format!("has standing {} after {serial}", one.serial),
            );
        }
        if one.entry < entry {
            wrong("后一次登记排在前一次之前", "stands so before its standing of before");
        }
        if one.state == MemberState::Left && one.holding.sum().0 > 0 {
            let sum = one.holding.sum();
            wrong(&format!("已经退出，还有{sum}股"), &format!("has left and holds {sum} shares"));
        }
        last.insert(member, (one.serial, one.entry));
    }
    let numbers: BTreeSet<usize> = last.keys().filter_map(|id| id.rsplit('-').next()?.parse().ok()).collect();
    if let Some(gap) = (1..=last.len()).find(|number| !numbers.contains(number)) {
        findings.add(
            MEMBERS.to_owned(),
            format!("名册缺第{gap}号"),
            format!("number {gap} of the register is missing"),
        );
    }
}

/// What is not taken over came by a case of membership (J1) that is there; a transfer leaves the sum of shares as it was.
fn changed(standings: &[Standing], cases: &BTreeMap<&str, KnownCase<'_>>, findings: &mut Findings) {
    let mut by_case: BTreeMap<(&str, &str), (Shares, Shares)> = BTreeMap::new();
    let mut before: BTreeMap<&str, Shares> = BTreeMap::new();
    for (number, one) in (2_usize..).zip(standings) {
        let (member, case, place) = (&one.member, &one.case, format!("{MEMBERS}:{number}"));
        let was = before.insert(member, one.holding.sum()).unwrap_or_default();
        if one.reason == "imported" && case.is_empty() && one.serial == 1 {
            continue;
        }
        if cases.get(case.as_str()).is_none_or(|known| known.affair != "J1") {
            let zh = format!("{member}的变更写的是办件“{case}”，没有这件成员股权办件");
            findings.add(place, zh, format!("{member} was changed by `{case}`, which is no case of membership here"));
        }
        let sums = by_case.entry((case, &one.reason)).or_default();
        (sums.0, sums.1) = ([sums.0, was].into_iter().sum(), [sums.1, one.holding.sum()].into_iter().sum());
    }
    for ((case, reason), (was, is)) in by_case {
        if (reason == SHARE && was != is) || (leaves(reason) && is > was) {
            findings.add(
                MEMBERS.to_owned(),
                format!("办件{case}变更前合计{was}股，变更后{is}股"),
                format!("{case}: {was} shares before, {is} after"),
            );
        }
    }
}

/// The shares of a distribution are those of the register at that entry, and each amount is the part of them to the fen.
fn weighed(standings: &[Standing], shared: &Shared, findings: &mut Findings) {
    let place = format!("{SHARED}: entry {}", shared.seq);
    let mut say = |zh: String, en: String| findings.say(place.clone(), Words::new(zh, en));
    let mut register = at(standings, shared.seq);
    register.retain(|_, one| one.holding.sum().0 > 0);
    let mut seen = BTreeSet::new();
    for part in &shared.said.parts {
        let (member, shares) = (part.member.as_str(), Shares(part.shares_hs));
        if !seen.insert(member) {
            say(format!("{member}分了两次"), format!("{member} has two parts"));
        }
        match register.get(member).map(|one| one.holding.sum()) {
            Some(held) if held == shares => {}
            Some(held) => say(
                format!("{member}按{shares}股分，名册上当时是{held}股"),
                format!("{member} has a part for {shares} shares, the register said {held}"),
            ),
            None => say(
                format!("{member}分到了，名册上当时没有股份"),
                format!("{member} has a part and held no shares on the register"),
            ),
        }
    }
    for member in register.keys().filter(|member| !seen.contains(*member)) {
        say(format!("{member}名册上有股份，没有分到"), format!("{member} held shares and has no part"));
    }
    let weights: Vec<u64> = shared.said.parts.iter().map(|part| u64::try_from(part.shares_hs).unwrap_or(0)).collect();
    for (part, due) in shared.said.parts.iter().zip(apportion(shared.said.total_fen, &weights)) {
        if part.amount_fen != due {
            let (member, said) = (&part.member, part.amount_fen);
            say(
                format!("{member}分到{said}元，按股份应是{due}元"),
                format!("{member} has {said} yuan, by the shares it is {due}"),
            );
        }
    }
    let sum: Fen = shared.said.parts.iter().map(|part| part.amount_fen).sum();
    if sum != shared.said.total_fen {
        let total = shared.said.total_fen;
        say(format!("各人合计{sum}元，决定分配{total}元"), format!("the parts add up to {sum}, {total} was decided"));
    }
}

/// A distribution is of a case that is there, and what left the bank for it is what was shared out, once it is paid.
fn paid(shared: &Shared, books: &Replayed, cases: &BTreeMap<&str, KnownCase<'_>>, findings: &mut Findings) {
    let (case, total) = (shared.said.case.as_str(), shared.said.total_fen);
    let mut say = |zh: String, en: String| findings.say(DISTRIBUTIONS.to_owned(), Words::new(zh, en));
    if cases.get(case).is_none_or(|known| known.affair != "C5") {
        say(format!("没有分配办件{case}"), format!("there is no case of distribution {case}"));
    }
    let out = left_the_bank(books, case);
    let due = match &shared.paid {
        // What was paid before the books were opened is in no voucher.
        Some((seq, _)) if *seq < books.opened => return,
        Some((_, paid)) => total - paid.open.iter().map(|one| one.amount_fen).sum::<Fen>(),
        None => Fen(0),
    };
    if out != due {
        say(
            format!("办件{case}应发放{due}元，凭证从银行付出{out}元"),
            format!("{due} yuan were to be paid in {case}, by the vouchers {out} left the bank"),
        );
    }
}

/// What left the bank or the cash for a case, less what the bank sent back.
fn left_the_bank(books: &Replayed, of: &str) -> Fen {
    let roles = &books.books.chart.roles;
    let own = |origin: &Origin| matches!(origin, Origin::Case { case, .. } if case.as_str() == of);
    let drafts = books.vouchers.iter().map(|(_, voucher, _)| &voucher.draft);
    let mut out = Fen(0);
    for draft in drafts.filter(|draft| own(&draft.origin)) {
        for line in
            draft.lines.iter().filter(|line| line.account.is_within(&roles.cash) || line.account.is_within(&roles.bank))
        {
            match (draft.word, line.side) {
                (Word::Payment, Side::Credit) => out = out + line.amount_fen,
                (Word::Receipt, Side::Debit) => out = out - line.amount_fen,
                _ => {}
            }
        }
    }
    out
}
