//! Publicity: each window is as long as it should be, and nothing goes on before it is over and every objection is answered.

use super::Oracle;
use super::case::Trial;
use procedure::{Parameter, Setting, StepKind, Tighter, Unit, Way};
use village::{Day, WorkCalendar};

impl Oracle {
    pub(super) fn judge_window(&mut self, trial: &Trial<'_>) {
        self.judge_length(trial);
        let (before, today) = (trial.before, trial.day());
        if trial.outcome.way != Way::On {
            return;
        }
        let subject = trial.acted.case.to_string();
        if let Some(window) = before.windows.last() {
            if today <= window.closes {
                let what = format!(
                    "{} on {today}; the window of `{}` runs until {}",
                    trial.which(),
                    window.step,
                    window.closes
                );
                self.find("nothing goes on while a publicity runs", &subject, what);
            }
            let open = before.open_objections(window);
            if open > 0 {
                let what = format!("{}: {open} objections to `{}` are open", trial.which(), window.step);
                self.find("nothing goes on with an objection open", &subject, what);
            }
        }
        let right = before.latest_windows().into_iter().find(|window| before.was_right(window)).cloned();
        if let Some(window) = right {
            let what = format!("{}: an objection to `{}` was found right", trial.which(), window.step);
            self.find("an objection found right leaves only the way back", &subject, what);
        }
    }

    fn judge_length(&mut self, trial: &Trial<'_>) {
        let subject = trial.acted.case.to_string();
        let wanted = trial.step.window.as_ref().filter(|_| trial.outcome.way == Way::On);
        let Some(wanted) = wanted else {
            if trial.acted.window.is_some() {
                self.find("only a publicity opens a window", &subject, trial.which());
            }
            return;
        };
        let Some(window) = &trial.acted.window else {
            self.find("a publicity opens its window", &subject, trial.which());
            return;
        };
        if trial.step.kind != StepKind::Publicity || window.opens != trial.day() || window.step != trial.acted.step {
            let what = format!("{} on {}: a window from {}", trial.which(), trial.day(), window.opens);
            self.find("a window opens on the day of its publicity", &subject, what);
        }
        let Some(parameter) = trial.affair.parameters.get(wanted) else {
            self.find("every window has a length", &subject, trial.which());
            return;
        };
        let rules = self.rules(&trial.before.village, trial.day());
        let least = last_day(&rules.calendar, parameter, window.opens);
        if window.closes < least {
            let what = format!("{}: it closes on {}, but should run until {least}", trial.which(), window.closes);
            self.find("a publicity lasts as long as it should", &subject, what);
        }
    }
}

/// The last day of a window, counted day by day. The day on which it opens does not count.
pub(super) fn last_day(calendar: &WorkCalendar, parameter: &Parameter, opens: Day) -> Day {
    let (mut day, mut left) = (opens, strictest(parameter, opens));
    while left > 0 {
        day = day.plus(1);
        if parameter.unit != Unit::WorkingDays || calendar.is_working(day) {
            left -= 1;
        }
    }
    while !calendar.is_working(day) {
        day = day.plus(1);
    }
    day
}

/// The strictest of the values that hold on a day; the first of all where none does yet.
pub(super) fn strictest(parameter: &Parameter, day: Day) -> i64 {
    let holds = |setting: &&Setting| setting.since <= day && setting.until.is_none_or(|until| day <= until);
    let mut latest: Vec<&Setting> = Vec::new();
    for setting in parameter.settings.iter().filter(holds) {
        latest.retain(|known| known.file != setting.file);
        latest.push(setting);
    }
    let values = latest.iter().map(|setting| setting.value);
    let found = if parameter.tighter == Tighter::Less { values.min() } else { values.max() };
    found.or(parameter.settings.first().map(|first| first.value)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::RuleBook;

    fn check(affair: &str, parameter: &str, opens: &str, closes: &str) {
        let book = RuleBook::read(&demo::shipped_rules(), &["national", "zhejiang"]).unwrap();
        let parameter = &book.affairs[affair].parameters[parameter];
        assert_eq!(last_day(&book.calendar, parameter, opens.parse().unwrap()), closes.parse().unwrap());
    }

    #[test]
    fn three_days_over_a_weekend_end_on_the_next_working_day() {
        check("A1", "decision_publicity_days", "2026-03-10", "2026-03-13");
        check("A1", "decision_publicity_days", "2026-03-12", "2026-03-16");
    }

    #[test]
    fn a_window_does_not_close_in_the_spring_festival() {
        let book = RuleBook::read(&demo::shipped_rules(), &["national"]).unwrap();
        let opens: Day = "2026-02-14".parse().unwrap();
        let closes = last_day(&book.calendar, &book.affairs["A1"].parameters["decision_publicity_days"], opens);
        assert!(book.calendar.is_working(closes) && closes.since(opens) > 3, "{closes}");
    }
}
