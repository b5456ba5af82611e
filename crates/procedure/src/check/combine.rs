//! The combinations of the values of some fields, numbered, so that those that once told something apart are found again.

use super::domain::{Filled, Setting};
use crate::affair::{Field, FieldKind};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Every combination of values of the fields, as far as a condition reads them, by its number; or those with the numbers
/// wanted.
pub(super) fn combinations(
    setting: &Setting<'_>,
    fields: &[&Field],
    plain: &Filled,
    wanted: Option<&BTreeSet<usize>>,
) -> BTreeMap<usize, Vec<(String, String)>> {
    let mut sorted: Vec<&Field> = fields.iter().copied().filter(|f| f.kind != FieldKind::CaseRef).collect();
    sorted.sort_by_key(|field| field.id != "amount_fen");
    let fixed =
        sorted.iter().map(|field| (!leans_on_others(field)).then(|| setting.values(field, plain).into())).collect();
    let (found, chosen) = (BTreeMap::new(), Vec::new());
    let mut tree = Tree { setting, fields: sorted, fixed, form: plain.clone(), chosen, wanted, next: 0, found };
    if !tree.fields.is_empty() {
        tree.grow(0);
    }
    tree.found
}

/// The values of some fields, walked one field after the other, so that only what is wanted is written down.
struct Tree<'t, 's> {
    setting: &'t Setting<'s>,
    fields: Vec<&'t Field>,
    /// The values of a field that the others do not change.
    fixed: Vec<Option<Rc<[String]>>>,
    form: Filled,
    chosen: Vec<(String, String)>,
    wanted: Option<&'t BTreeSet<usize>>,
    next: usize,
    found: BTreeMap<usize, Vec<(String, String)>>,
}

impl Tree<'_, '_> {
    fn grow(&mut self, depth: usize) {
        let Some(field) = self.fields.get(depth).copied() else {
            if self.wanted.is_none_or(|wanted| wanted.contains(&self.next)) {
                self.found.insert(self.next, self.chosen.clone());
            }
            self.next += 1;
            return;
        };
        let fixed = self.fixed.get(depth).cloned().flatten();
        let values = fixed.unwrap_or_else(|| self.setting.values(field, &self.form).into());
        let past = self.next + values.len();
        let last = depth + 1 == self.fields.len();
        if last && self.wanted.is_some_and(|wanted| wanted.range(self.next..past).next().is_none()) {
            self.next = past;
            return;
        }
        let before = self.form.fields.get(&field.id).cloned();
        for value in values.iter() {
            self.form.fields.insert(field.id.clone(), value.clone());
            self.chosen.push((field.id.clone(), value.clone()));
            self.grow(depth + 1);
            self.chosen.pop();
        }
        match before {
            Some(before) => self.form.fields.insert(field.id.clone(), before),
            None => self.form.fields.remove(&field.id),
        };
    }
}

/// Whether the values that matter for a field follow from what stands in others.
fn leans_on_others(field: &Field) -> bool {
    field.kind == FieldKind::Day || (field.kind == FieldKind::Money && field.id != "amount_fen")
}
