//! Figures: medians, percentiles, ratios, and the lines that show them.

use std::time::Duration;

/// Prints a line.
#[expect(clippy::print_stdout, reason = "figures are what a benchmark is for")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// The middle one.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

/// The time within which so many of a hundred were done.
pub(crate) fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(at).copied().unwrap_or_default()
}

/// A count in a time, per second.
pub(crate) fn rate(count: usize, time: Duration) -> f64 {
    let count = u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
    count / time.as_secs_f64().max(1e-9)
}

/// Milliseconds with two decimals.
pub(crate) fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

/// A rate, with thousands apart.
pub(crate) fn per_second(rate: f64) -> String {
    let digits = format!("{rate:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + "/s"
}

/// `ratio 0.31 (aim: at least 0.2) met`.
pub(crate) fn at_least(what: &str, ratio: f64, aim: f64) {
    let met = if ratio >= aim { "met" } else { "NOT MET" };
    say(&format!("{what}: {ratio:.2} (aim: at least {aim}) {met}"));
}

/// `memory 41.2 MB (aim: under 60) met`.
pub(crate) fn under(what: &str, value: f64, unit: &str, aim: f64) {
    let met = if value < aim { "met" } else { "NOT MET" };
    say(&format!("{what}: {value:.1} {unit} (aim: under {aim} {unit}) {met}"));
}
