//! Counts for operators, in the text format of Prometheus. No address, no person, no village.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the classes of duration, in milliseconds.
const CLASSES_MS: [u64; 8] = [1, 5, 20, 50, 100, 300, 1_000, 5_000];

/// What was counted for one route.
#[derive(Debug, Default)]
struct Count {
    /// By first digit of the status: 1xx … 5xx.
    answers: [AtomicU64; 5],
    classes: [AtomicU64; 9],
    total_us: AtomicU64,
}

/// All counts, by the routes of the table. What is on no route is counted together.
#[derive(Debug)]
pub(crate) struct Metrics {
    routes: BTreeMap<&'static str, Count>,
    other: Count,
}

impl Metrics {
    pub(crate) fn new(paths: impl Iterator<Item = &'static str>) -> Self {
        Self { routes: paths.map(|path| (path, Count::default())).collect(), other: Count::default() }
    }

    /// Counts one answer.
    pub(crate) fn note(&self, route: Option<&str>, status: u16, took: Duration) {
        let count = route.and_then(|route| self.routes.get(route)).unwrap_or(&self.other);
        let digit = usize::from(status / 100).saturating_sub(1);
        let took_ms = took.as_millis();
        let class = CLASSES_MS.iter().position(|bound| took_ms <= u128::from(*bound)).unwrap_or(CLASSES_MS.len());
        for counter in count.answers.get(digit).into_iter().chain(count.classes.get(class)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        count.total_us.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// The counts as text. `more` are single numbers with their names.
    pub(crate) fn text(&self, more: &[(&str, u64)]) -> String {
        let mut text = String::from("# TYPE qingcun_answers_total counter\n");
        let all = || self.routes.iter().map(|(path, count)| (*path, count)).chain([("other", &self.other)]);
        for (path, count) in all() {
            for (digit, answers) in count.answers.iter().enumerate() {
                let answers = answers.load(Ordering::Relaxed);
                if answers > 0 {
                    let _ = writeln!(
                        text,
                        "qingcun_answers_total{{route=\"{path}\",status=\"{}xx\"}} {answers}",
                        digit + 1
                    );
                }
            }
        }
        text.push_str("# TYPE qingcun_answer_seconds histogram\n");
        for (path, count) in all() {
            histogram(&mut text, path, count);
        }
        for (name, value) in more {
            let _ = writeln!(text, "qingcun_{name} {value}");
        }
        text
    }
}

fn histogram(text: &mut String, path: &str, count: &Count) {
    let mut sum = 0;
    let mut lines = String::new();
    let bounds = CLASSES_MS.iter().map(|ms| format!("{}.{:03}", ms / 1_000, ms % 1_000)).chain(["+Inf".to_owned()]);
    for (class, bound) in count.classes.iter().zip(bounds) {
        sum += class.load(Ordering::Relaxed);
        let _ = writeln!(lines, "qingcun_answer_seconds_bucket{{route=\"{path}\",le=\"{bound}\"}} {sum}");
    }
    if sum > 0 {
        text.push_str(&lines);
        let total_us = count.total_us.load(Ordering::Relaxed);
        let (seconds, rest) = (total_us / 1_000_000, total_us % 1_000_000);
        let _ = writeln!(text, "qingcun_answer_seconds_sum{{route=\"{path}\"}} {seconds}.{rest:06}");
        let _ = writeln!(text, "qingcun_answer_seconds_count{{route=\"{path}\"}} {sum}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_route_and_never_by_address() {
        let metrics = Metrics::new(["/v/{code}"].into_iter());
        metrics.note(Some("/v/{code}"), 200, Duration::from_millis(3));
        metrics.note(Some("/v/{code}"), 200, Duration::from_millis(30));
        metrics.note(None, 404, Duration::from_millis(1));
        let text = metrics.text(&[("log_entries", 12)]);
        assert!(text.contains("qingcun_answers_total{route=\"/v/{code}\",status=\"2xx\"} 2"));
        assert!(text.contains("qingcun_answers_total{route=\"other\",status=\"4xx\"} 1"));
        assert!(text.contains("le=\"0.005\"} 1\n") && text.contains("le=\"+Inf\"} 2\n"));
        assert!(text.contains("qingcun_log_entries 12"));
    }
}
