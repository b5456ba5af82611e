//! Chance, from a seed: each thing that happens by chance has a stream of its own, so that what happens in one village does
//! not change what is drawn in another.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of chance.
#[derive(Debug, Clone)]
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of this number.
    pub(crate) fn of(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// Any number.
    pub(crate) fn draw(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Whether something happens that happens so many times in a thousand.
    pub(crate) fn happens(&mut self, per_mille: u64) -> bool {
        self.draw() % 1_000 < per_mille
    }

    /// A number between two, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        demo::names::between(&mut || self.0.next_u64(), least, most)
    }

    /// A number below another.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        demo::names::below(&mut || self.0.next_u64(), limit)
    }

    /// One of a list, when there is one.
    pub(crate) fn pick<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }
}
