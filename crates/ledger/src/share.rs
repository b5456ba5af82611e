//! A sum shared out by weights, so that the parts add up to it to the fen.

use village::Fen;

/// Shares a sum by weights: each part is rounded down, and what is left goes fen by fen to the largest remainders, the earlier one
/// first where two are equal. Nothing is shared out where no weight is more than nothing.
#[must_use]
pub fn apportion(total: Fen, weights: &[u64]) -> Vec<Fen> {
    let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if whole == 0 || total.0 <= 0 {
        return vec![Fen(0); weights.len()];
    }
    let mut parts: Vec<i128> = Vec::with_capacity(weights.len());
    let mut remainders: Vec<(i128, usize)> = Vec::with_capacity(weights.len());
    for (at, weight) in weights.iter().enumerate() {
        let product = i128::from(total.0) * i128::from(*weight);
        parts.push(product / whole);
        remainders.push((product % whole, at));
    }
    let mut left = i128::from(total.0) - parts.iter().sum::<i128>();
    remainders.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    for (_, at) in remainders {
        if left == 0 {
            break;
        }
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
            left -= 1;
        }
    }
    parts.into_iter().map(|part| Fen(i64::try_from(part).unwrap_or(i64::MAX))).collect()
}
