//! Figures of many stays: how many, the middle one, the longest, how many past their limit.

/// What many stays at a step, or many cases, have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Figures {
    /// How many are over.
    pub(crate) count: usize,
    /// Of these the middle one, in working days; of two in the middle the longer.
    pub(crate) median: u32,
    pub(crate) longest: u32,
    /// How many of them were past their limit.
    pub(crate) late: usize,
    /// How many wait now.
    pub(crate) waiting: usize,
    /// How many of these are past their limit.
    pub(crate) waiting_late: usize,
}

/// A stay, as far as figures need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stay {
    pub(crate) working_days: u32,
    pub(crate) is_late: bool,
    pub(crate) is_over: bool,
}

pub(crate) fn figures(stays: impl Iterator<Item = Stay>) -> Figures {
    let mut days = Vec::new();
    let mut figures = Figures::default();
    for stay in stays {
        if stay.is_over {
            days.push(stay.working_days);
            figures.late += usize::from(stay.is_late);
        } else {
            figures.waiting += 1;
            figures.waiting_late += usize::from(stay.is_late);
        }
    }
    days.sort_unstable();
    figures.count = days.len();
    figures.median = days.get(days.len() / 2).copied().unwrap_or(0);
    figures.longest = days.last().copied().unwrap_or(0);
    figures
}

/// The mean of some numbers of days, rounded to a whole day; `None` of nothing.
pub(crate) fn mean(days: &[u32]) -> Option<u32> {
    let count = u32::try_from(days.len()).ok().filter(|count| *count > 0)?;
    Some((days.iter().sum::<u32>() + count / 2) / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stay(working_days: u32, is_late: bool, is_over: bool) -> Stay {
        Stay { working_days, is_late, is_over }
    }

    #[test]
    fn what_waits_is_counted_and_does_not_shorten_the_middle() {
        let stays = [stay(1, false, true), stay(9, true, true), stay(3, false, true), stay(0, true, false)];
        let told = figures(stays.into_iter());
        let expected = Figures { count: 3, median: 3, longest: 9, late: 1, waiting: 1, waiting_late: 1 };
        assert_eq!(told, expected);
        assert_eq!(figures(std::iter::empty()), Figures::default());
    }

    #[test]
    fn a_mean_is_rounded_and_nothing_has_none() {
        assert_eq!(mean(&[1, 2]), Some(2));
        assert_eq!(mean(&[4, 4, 5]), Some(4));
        assert_eq!(mean(&[]), None);
    }
}
