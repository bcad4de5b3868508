//! Four-bit weights of a file, as the integers with a scale a row that the kernels take.

use verbale_kernels::PackedInt;

/// Weights that have a scale together.
pub(crate) const GROUP: usize = 32;

/// Adds a row of integers of at most `top` to `out` and gives its scale, from two weights a byte (each plus eight, the first
/// in the low half) and a scale for every `GROUP` of them.
pub(crate) fn put_row(halves: &[u8], scales: &[f32], top: i8, out: &mut Vec<i8>) -> f32 {
    let groups = || halves.chunks_exact(GROUP / 2).zip(scales);
    let scale = scale(groups().map(|(group, scale)| largest(group) * scale), top);
    let first = out.len();
    for (group, own) in groups() {
        let mut integers = [0i8; 16];
        for (half, integer) in (0u8..).zip(&mut integers) {
            *integer = rounded((f32::from(half) - 8.0) * own / scale);
        }
        let mut both = [0i8; GROUP];
        for (pair, byte) in both.chunks_exact_mut(2).zip(group) {
            pair[0] = integers[usize::from(byte & 15)];
            pair[1] = integers[usize::from(byte >> 4)];
        }
        out.extend_from_slice(&both);
    }
    if top == PackedInt::WEIGHT_TOP {
        PackedInt::tame(&mut out[first..]);
    }
    scale
}

/// A row as integers of at most `PackedInt::WEIGHT_TOP`, and the scale that turns them back.
pub(crate) fn integers(row: &[f32]) -> (Vec<i8>, f32) {
    let scale = scale(row.iter().map(|weight| weight.abs()), PackedInt::WEIGHT_TOP);
    let mut integers: Vec<i8> = row.iter().map(|weight| rounded(weight / scale)).collect();
    PackedInt::tame(&mut integers);
    (integers, scale)
}

fn largest(group: &[u8]) -> f32 {
    let mut most = 0;
    for byte in group {
        most = most.max((byte & 15).abs_diff(8)).max((byte >> 4).abs_diff(8));
    }
    f32::from(most)
}

fn scale(magnitudes: impl Iterator<Item = f32>, top: i8) -> f32 {
    let most = magnitudes.fold(0.0, f32::max);
    if most > 0.0 { most / f32::from(top) } else { 1.0 }
}

/// To the nearest integer, ties to even; many machines' baseline has no instruction for it, but addition rounds so.
fn rounded(value: f32) -> i8 {
    const SHIFT: f32 = 12_582_912.0; // 1.5 * 2^23: floats from there on are whole
    ((value + SHIFT) - SHIFT) as i8
}

#[cfg(test)]
mod tests {
    use super::{put_row, rounded};

    #[test]
    fn groups_have_scales_of_their_own() {
        // 1, -1, seven times nought and so on; the second group is ten times as large.
        let mut halves = vec![0x79];
        halves.extend([0x88; 15]);
        halves.extend([0x8f; 1]);
        halves.extend([0x88; 15]);
        let mut integers = Vec::new();
        let scale = put_row(&halves, &[0.1, 1.0], 127, &mut integers);
        assert_eq!((integers[0], integers[1], integers[2], integers[32], integers[33]), (2, -2, 0, 127, 0));
        assert!((scale - 7.0 / 127.0).abs() < 1e-7);
    }

    #[test]
    fn rounds_to_even() {
        let rounded = [-2.5, -1.5, -0.6, -0.5, 0.5, 1.5, 2.4999, 2.5, 126.7].map(rounded);
        assert_eq!(rounded, [-2, -2, -1, 0, 0, 2, 2, 2, 127]);
    }
}
