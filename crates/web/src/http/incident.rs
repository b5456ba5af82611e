//! Incident numbers: what a reader tells on the telephone and what the log holds with the whole story.

use std::fmt;

/// A number for one fault: eight letters and digits that nobody confuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Incident(String);

const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

impl Incident {
    /// A new number. When the system has no randomness left the number says so.
    pub(crate) fn new() -> Self {
        let mut bytes = [0_u8; 8];
        if getrandom::fill(&mut bytes).is_err() {
            return Self("QC-0000-0000".to_owned());
        }
        let letter = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).map_or('2', |letter| char::from(*letter));
        let letters: String = bytes.iter().map(letter).collect();
        let (first, last) = letters.split_at(4);
        Self(format!("QC-{first}-{last}"))
    }
}

impl fmt::Display for Incident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_can_be_read_out_and_is_not_given_twice() {
        let (one, other) = (Incident::new().to_string(), Incident::new().to_string());
        assert_eq!(one.len(), 12);
        assert!(!one.contains(['0', '1', 'O', 'I']));
        assert_ne!(one, other);
    }
}
