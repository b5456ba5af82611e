//! The end of a year: income and expense go to 本年收益, that to 收益分配, and the reserve is drawn.

use super::{Books, Month};
use crate::{Class, Code, Draft, Line, Origin, People, Period, Reason, Side, Voucher, Word};
use village::{Fen, Words};

/// What carrying a year over came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearEnd {
    /// The vouchers, in order.
    pub vouchers: Vec<Voucher>,
    /// The year's net income; less than nothing is a loss.
    pub net_fen: Fen,
    /// What went to the reserve.
    pub reserve_fen: Fen,
}

impl Books {
    /// Carries a year over in its December. `reserve_percent` of a net income goes to the reserve and welfare fund, a fraction
    /// of a fen upwards, so that never less is drawn than the rule says.
    ///
    /// # Errors
    /// When December is not open, was carried over before, or an earlier period is open.
    pub fn carry_year(&mut self, december: Period, reserve_percent: u8) -> Result<YearEnd, Vec<Reason>> {
        self.may_carry(december)?;
        let mut draft_books = self.clone();
        draft_books.begin(december);
        let month = draft_books.months.get(&december).cloned().unwrap_or_else(Month::fresh);
        let year = december.year();
        let (mut lines, net) = self.of_the_year(&month);
        let mut vouchers = Vec::new();
        let roles = &self.chart.roles;
        let line = |account: &Code, side: Side, fen: i64| Line {
            account: account.clone(),
            side,
            amount_fen: Fen(fen.saturating_abs()),
        };
        let toward = if net >= 0 { Side::Credit } else { Side::Debit };
        let mut drafts = Vec::new();
        if !lines.is_empty() {
            if net != 0 {
                lines.push(line(&roles.year_income, toward, net));
            }
            drafts.push(("结转本年收益", lines));
        }
        // What the year's income holds by then: the net, and whatever the opening balances brought.
        let held = month.turns.get(&roles.year_income).map_or(0, |turn| -turn.closing_fen()).saturating_add(net);
        if held != 0 {
            let side = if held >= 0 { Side::Debit } else { Side::Credit };
            let pair = vec![line(&roles.year_income, side, held), line(&roles.undistributed, side.other(), held)];
            drafts.push(("结转未分配收益", pair));
        }
        // What was distributed in the year leaves what is undistributed.
        for (code, fen) in self.distributed(&month) {
            let side = if fen > 0 { Side::Credit } else { Side::Debit };
            let pair = vec![line(&code, side, fen), line(&roles.undistributed, side.other(), fen)];
            drafts.push(("结转已分配的收益", pair));
        }
        let reserve = reserve_of(held, reserve_percent);
        if reserve > 0 {
            let draw = |from: &Code, to: &Code| vec![line(from, Side::Debit, reserve), line(to, Side::Credit, reserve)];
            drafts.push(("提取公积公益金", draw(&roles.reserve_drawn, &roles.reserve)));
            drafts.push(("结转已提取的公积公益金", draw(&roles.undistributed, &roles.reserve_drawn)));
        }
        for (summary, lines) in drafts {
            vouchers.push(draft_books.post(Draft {
                word: Word::Transfer,
                day: december.last_day(),
                summary: format!("{year}年{summary}"),
                lines,
                attachments: Vec::new(),
                people: People::default(),
                origin: Origin::YearEnd { year },
                reservation: None,
                drawn: None,
            })?);
        }
        *self = draft_books;
        Ok(YearEnd { vouchers, net_fen: Fen(held), reserve_fen: Fen(reserve) })
    }

    fn may_carry(&self, december: Period) -> Result<(), Vec<Reason>> {
        if !december.ends_the_year() {
            return Err(vec![Reason::NotYearEnd(december)]);
        }
        if december < self.first {
            return Err(vec![Reason::UnknownPeriod(december)]);
        }
        let mut begun = self.clone();
        begun.begin(december);
        if let Some((earlier, _)) = begun.months.range(..december).find(|(_, month)| month.closed.is_none()) {
            return Err(vec![Reason::EarlierOpen(*earlier)]);
        }
        match begun.months.get(&december) {
            Some(month) if month.closed.is_some() => Err(vec![Reason::PeriodClosed(december)]),
            Some(month) if month.carried => Err(vec![Reason::YearCarried(december)]),
            Some(_) => Ok(()),
            None => Err(vec![Reason::UnknownPeriod(december)]),
        }
    }

    /// What stands on the accounts beside the undistributed income, debit-positive.
    fn distributed(&self, month: &Month) -> Vec<(Code, i64)> {
        let roles = &self.chart.roles;
        let Some(upper) = roles.undistributed.above() else { return Vec::new() };
        let beside = |code: &Code| code.is_within(&upper) && *code != roles.undistributed;
        let turns = month.turns.iter().filter(|(code, turn)| beside(code) && turn.closing_fen() != 0);
        turns.map(|(code, turn)| (code.clone(), turn.closing_fen())).collect()
    }

    /// The lines that empty every account of income and expense, and what they come to.
    fn of_the_year(&self, month: &Month) -> (Vec<Line>, i64) {
        let mut lines = Vec::new();
        let mut net = 0_i64;
        for (code, turn) in &month.turns {
            let closing = turn.closing_fen();
            let class = self.chart.account(code).map(|account| account.class);
            if closing == 0 || !matches!(class, Some(Class::Income | Class::Expense)) {
                continue;
            }
            net = net.saturating_sub(closing);
            let side = if closing > 0 { Side::Credit } else { Side::Debit };
            lines.push(Line { account: code.clone(), side, amount_fen: Fen(closing.saturating_abs()) });
        }
        (lines, net)
    }

    /// What the vouchers of a year's end say, for whoever is to confirm them.
    #[must_use]
    pub fn year_end_words(end: &YearEnd) -> Words {
        Words::new(
            format!("净收益{}元，提取公积公益金{}元", end.net_fen, end.reserve_fen),
            format!("net income {} yuan, {} drawn to the reserve", end.net_fen, end.reserve_fen),
        )
    }
}

/// A share of a net income, rounded up; nothing of a loss.
fn reserve_of(net_fen: i64, percent: u8) -> i64 {
    if net_fen <= 0 {
        return 0;
    }
    let share = (i128::from(net_fen) * i128::from(percent) + 99) / 100;
    i64::try_from(share).unwrap_or(i64::MAX).min(net_fen)
}
