//! What every page must be: whole, in its width, named and labelled for those who do not see it, without a fault in the
//! console.

/// Run in the page; returns what is wrong with it.
pub(crate) const FAULTS: &str = r#"
const wrong = [];
const all = (selector) => [...document.querySelectorAll(selector)];
const shown = (element) => element.getClientRects().length > 0;
const name = (element) =>
  (element.getAttribute('aria-label') || element.textContent || element.value || element.title || '').trim();
const tell = (element) => element.outerHTML.slice(0, 120);

const heads = all('h1');
if (heads.length !== 1) wrong.push(`${heads.length} headings of the first rank`);
let rank = 1;
for (const head of all('h1, h2, h3, h4')) {
  const here = Number(head.tagName[1]);
  if (here > rank + 1) wrong.push(`heading skips a rank: ${tell(head)}`);
  rank = here;
}
if (!['zh-CN', 'zh-Hans', 'zh', 'en'].includes(document.documentElement.lang)) wrong.push(`language ${document.documentElement.lang}`);
if (document.title.trim() === '') wrong.push('no title');
if (all('main').length !== 1) wrong.push('no main part');
for (const entry of all('input:not([type=hidden]), select, textarea')) {
  const labelled = entry.labels && [...entry.labels].some((label) => label.textContent.trim());
  if (!labelled && !entry.getAttribute('aria-label')) wrong.push(`no label: ${tell(entry)}`);
}
for (const active of all('a, button, summary')) {
  // What no reader of a screen meets and no key reaches needs no name: the button that Enter presses.
  const apart = active.closest('[aria-hidden=true]') && active.tabIndex < 0;
  if (shown(active) && !apart && name(active) === '') wrong.push(`no name: ${tell(active)}`);
}
for (const picture of all('img')) if (!picture.hasAttribute('alt')) wrong.push(`no alternative: ${tell(picture)}`);
for (const drawing of all('svg')) {
  const hidden = drawing.closest('[aria-hidden=true], [role=img][aria-label]');
  const told = drawing.getAttribute('aria-label') || drawing.getAttribute('aria-labelledby') || drawing.querySelector('title');
  if (!hidden && !told) wrong.push(`drawing neither hidden nor told: ${tell(drawing)}`);
}
const ids = all('[id]').map((element) => element.id);
for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) wrong.push(`id twice: ${id}`);
for (const key of ['aria-describedby', 'aria-labelledby', 'for']) {
  for (const element of all(`[${key}]`)) {
    for (const id of element.getAttribute(key).split(/\s+/)) {
      if (!document.getElementById(id)) wrong.push(`${key} names nothing: ${tell(element)}`);
    }
  }
}
const page = document.documentElement;
if (page.scrollWidth > page.clientWidth) {
  const wide = all('body *').filter((element) => {
    const box = element.closest('.table-box, .flow, pre');
    return !box && element.getBoundingClientRect().right > page.clientWidth + 1;
  });
  wrong.push(`wider than the window (${page.scrollWidth} in ${page.clientWidth}): ${wide.slice(0, 3).map(tell).join(' | ')}`);
}
return wrong;
"#;

/// Run after the first press of the tabulator: whether somebody who uses the keyboard sees where they are.
pub(crate) const FOCUS: &str = r#"
const here = document.activeElement;
if (!here || here === document.body) return 'the tabulator leads nowhere';
const box = here.getBoundingClientRect();
const style = getComputedStyle(here);
const ringed = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
const inside = box.width > 1 && box.height > 1 && box.left >= 0 && box.top >= 0;
return ringed && inside ? '' : `the focus is not seen on ${here.outerHTML.slice(0, 120)}`;
"#;

/// How many bytes came over the line for the page and all that it needs.
pub(crate) const BYTES: &str = "
const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
return entries.reduce((sum, entry) => sum + entry.transferSize, 0);
";
