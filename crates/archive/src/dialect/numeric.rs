//! PostgreSQL's `numeric`, which `sum` of whole numbers gives: here always a whole number of 64 bits.

/// Reads the wire form; `None` for fractions, for what is not a number and for what is too large.
pub(super) fn decode(bytes: &[u8]) -> Option<i64> {
    let mut words = bytes.chunks_exact(2).map(|pair| pair.try_into().map_or(0, u16::from_be_bytes));
    let count = usize::from(words.next()?);
    let weight = i64::from(words.next()?.cast_signed());
    let sign = words.next()?;
    words.next()?;
    let mut value: i128 = 0;
    let mut places = 0;
    for digit in words.take(count) {
        if places > weight {
            return if digit == 0 { continue } else { None };
        }
        value = value.checked_mul(10_000)?.checked_add(i128::from(digit))?;
        places += 1;
    }
    for _ in places..=weight {
        value = value.checked_mul(10_000)?;
    }
    match sign {
        0x0000 => i64::try_from(value).ok(),
        0x4000 => i64::try_from(-value).ok(),
        _ => None,
    }
}

/// Writes the wire form.
pub(super) fn encode(number: i64) -> Vec<u8> {
    let mut digits = Vec::new();
    let mut left = number.unsigned_abs();
    while left > 0 {
        digits.push(u16::try_from(left % 10_000).unwrap_or_default());
        left /= 10_000;
    }
    let count = u16::try_from(digits.len()).unwrap_or_default();
    let sign: u16 = if number < 0 { 0x4000 } else { 0 };
    let head = [count, count.saturating_sub(1), sign, 0];
    head.into_iter().chain(digits.into_iter().rev()).flat_map(u16::to_be_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn trailing_groups_of_zeros_are_not_sent() {
        // 30000 as PostgreSQL sends it: one digit, weight one.
        assert_eq!(decode(&[0, 1, 0, 1, 0, 0, 0, 0, 0, 3]), Some(30_000));
        // 0.5 is no whole number.
        assert_eq!(decode(&[0, 1, 0xff, 0xff, 0, 0, 0, 1, 0x13, 0x88]), None);
    }

    proptest! {
        #[test]
        fn a_number_is_read_back(number in any::<i64>()) {
            prop_assert_eq!(decode(&encode(number)), Some(number));
        }
    }
}
