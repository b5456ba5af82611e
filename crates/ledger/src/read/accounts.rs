//! The chart of accounts.

use super::raw::{File, RawAccount, Text};
use crate::fault::Faults;
use crate::{Account, Basis, Chart, Class, Code, Roles, Side};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;

pub(super) fn chart(raw: File, faults: &mut Faults<'_>) -> Option<Chart> {
    let since: Result<village::Day, village::DayError> = raw.basis.since.get_ref().parse();
    if let Err(error) = &since {
        faults.at(&raw.basis.since.span(), error.to_string());
    }
    let mut accounts = BTreeMap::new();
    for account in raw.account {
        take(account, &mut accounts, faults);
    }
    let mut chart = Chart {
        basis: Basis { name: raw.basis.name, document: raw.basis.document, since: since.ok()? },
        roles: Roles {
            year_income: code(&raw.roles.year_income, faults)?,
            undistributed: code(&raw.roles.undistributed, faults)?,
            reserve_drawn: code(&raw.roles.reserve_drawn, faults)?,
            reserve: code(&raw.roles.reserve, faults)?,
            cash: code(&raw.roles.cash, faults)?,
            bank: code(&raw.roles.bank, faults)?,
        },
        balance_sheet: Arc::default(),
        income: Arc::default(),
        accounts: BTreeMap::new(),
    };
    chart.accounts = accounts.into_iter().map(|(code, account)| (code, Arc::new(account))).collect();
    let roles = &raw.roles;
    for role in [&roles.year_income, &roles.undistributed, &roles.reserve_drawn, &roles.reserve] {
        let named = code(role, faults)?;
        if !chart.is_leaf(&named) {
            let what =
                format!("`{named}` is not an account that can be posted to: expected one without others beneath it");
            faults.at(&role.span(), what);
        }
    }
    Some(chart)
}

fn take(raw: Spanned<RawAccount>, accounts: &mut BTreeMap<Code, Account>, faults: &mut Faults<'_>) {
    let span = raw.span();
    let raw = raw.into_inner();
    let Some(code) = code(&raw.code, faults) else { return };
    if accounts.contains_key(&code) {
        faults.at(&raw.code.span(), format!("account `{code}` is there twice"));
        return;
    }
    if raw.name.is_incomplete() {
        faults.at(&span, "words are needed in both languages, zh and en");
    }
    let account = match code.above() {
        Some(upper) => beneath(&raw, &span, code, &upper, accounts, faults),
        None => first_level(&raw, &span, code, faults),
    };
    if let Some(account) = account {
        accounts.insert(account.code.clone(), account);
    }
}

/// An account beneath another is what that one is.
fn beneath(
    raw: &RawAccount,
    span: &Range<usize>,
    code: Code,
    upper: &Code,
    accounts: &BTreeMap<Code, Account>,
    faults: &mut Faults<'_>,
) -> Option<Account> {
    if raw.class.is_some() || raw.side.is_some() || raw.contra || raw.two_sided || raw.nil_at_year_end {
        faults.at(span, format!("`{code}` is what `{upper}` above it is: leave out class, side and the like"));
    }
    let Some(above) = accounts.get(upper) else {
        faults.at(&raw.code.span(), format!("`{code}` lies beneath `{upper}`, which is not there before it"));
        return None;
    };
    let never_negative = above.never_negative || raw.never_negative;
    Some(Account { code, name: raw.name.clone(), never_negative, ..above.clone() })
}

fn first_level(raw: &RawAccount, span: &Range<usize>, code: Code, faults: &mut Faults<'_>) -> Option<Account> {
    let (Some(class), Some(side)) = (&raw.class, &raw.side) else {
        faults.at(span, format!("`{code}` has no class or no side: an account of the first level has both"));
        return None;
    };
    let found_class = Class::ALL.into_iter().find(|known| known.code() == class.get_ref());
    let found_side = side_of(side, faults)?;
    let Some(found_class) = found_class else {
        let known = Class::ALL.map(Class::code).join(", ");
        faults.at(&class.span(), format!("`{}` is no class of accounts; expected one of {known}", class.get_ref()));
        return None;
    };
    if (found_class.side() == found_side) == raw.contra {
        let what = format!(
            "`{code}` is of the class `{}`, which grows on the {} side; an account on the other side says `contra = true`",
            found_class.code(),
            found_class.side().code(),
        );
        faults.at(&side.span(), what);
    }
    Some(Account {
        code,
        name: raw.name.clone(),
        class: found_class,
        side: found_side,
        contra: raw.contra,
        two_sided: raw.two_sided,
        never_negative: raw.never_negative,
        nil_at_year_end: raw.nil_at_year_end,
    })
}

pub(super) fn code(text: &Text, faults: &mut Faults<'_>) -> Option<Code> {
    match Code::parse(text.get_ref()) {
        Ok(code) => Some(code),
        Err(error) => {
            faults.at(&text.span(), error.to_string());
            None
        }
    }
}

pub(super) fn side_of(text: &Text, faults: &mut Faults<'_>) -> Option<Side> {
    match text.get_ref().as_str() {
        "debit" => Some(Side::Debit),
        "credit" => Some(Side::Credit),
        other => {
            faults.at(&text.span(), format!("`{other}` is no side; expected debit or credit"));
            None
        }
    }
}
