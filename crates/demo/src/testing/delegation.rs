//! Delegations that are in force.

use super::Bench;
use affairs::{AnswerDelegation, RecordDelegation};
use village::{Place, Post};

impl Bench {
    /// Records a delegation as the clerk, and confirms it as the director of the supervision committee. Its number.
    pub fn delegated(&self, record: RecordDelegation) -> String {
        let village = record.village.clone();
        let id = self.done(&self.desk(&village, Post::Clerk), record).subject;
        self.confirmed(&village, &id);
        id
    }

    /// Confirms a delegation as the director of the supervision committee.
    pub fn confirmed(&self, village: &Place, id: &str) {
        let (village, id) = (village.clone(), id.to_owned());
        let director = self.desk(&village, Post::SupervisionDirector);
        self.done(&director, AnswerDelegation { village, id, confirms: true, reason: String::new() });
    }
}
