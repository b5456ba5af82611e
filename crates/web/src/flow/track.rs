//! Tracks: lines that run side by side in a gutter without lying on each other.

/// A stretch that wants a track; stretches of one group may share it.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) group: usize,
    pub(super) from: f32,
    pub(super) to: f32,
}

/// The tracks of a gutter: the group that has each, and which track each group has.
#[derive(Debug, Default)]
pub(super) struct Tracks {
    taken: Vec<Vec<(f32, f32)>>,
    of_group: Vec<(usize, usize)>,
}

impl Tracks {
    /// Gives every group the first track that is free over all its stretches, short groups first.
    pub(super) fn lay(stretches: &[Stretch]) -> Self {
        let mut spans: Vec<(usize, f32, f32)> = Vec::new();
        for stretch in stretches {
            let (from, to) = (stretch.from.min(stretch.to), stretch.from.max(stretch.to));
            match spans.iter_mut().find(|span| span.0 == stretch.group) {
                Some(span) => (span.1, span.2) = (span.1.min(from), span.2.max(to)),
                None => spans.push((stretch.group, from, to)),
            }
        }
        spans.sort_by(|a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)).then(a.0.cmp(&b.0)));
        let mut tracks = Self::default();
        for (group, from, to) in spans {
            let is_free = |track: &Vec<(f32, f32)>| track.iter().all(|(a, b)| *b + 6.0 < from || to + 6.0 < *a);
            let place = tracks.taken.iter().position(is_free).unwrap_or(tracks.taken.len());
            match tracks.taken.get_mut(place) {
                Some(track) => track.push((from, to)),
                None => tracks.taken.push(vec![(from, to)]),
            }
            tracks.of_group.push((group, place));
        }
        tracks
    }

    /// The track of a group.
    pub(super) fn of(&self, group: usize) -> usize {
        self.of_group.iter().find(|(g, _)| *g == group).map_or(0, |(_, track)| *track)
    }

    pub(super) fn count(&self) -> usize {
        self.taken.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_would_meet_run_on_different_tracks() {
        let stretch = |group, from, to| Stretch { group, from, to };
        let tracks = Tracks::lay(&[stretch(1, 0.0, 50.0), stretch(2, 40.0, 90.0), stretch(3, 70.0, 95.0)]);
        assert_eq!(tracks.count(), 2);
        assert_ne!(tracks.of(1), tracks.of(2));
        assert_ne!(tracks.of(2), tracks.of(3));
    }

    #[test]
    fn lines_to_the_same_place_share_a_track() {
        let stretch = |from, to| Stretch { group: 7, from, to };
        assert_eq!(Tracks::lay(&[stretch(0.0, 50.0), stretch(90.0, 20.0)]).count(), 1);
    }
}
