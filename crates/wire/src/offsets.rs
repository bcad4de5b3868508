//! Bytes to Unicode code points and back, for one text.

/// A mark every so many bytes keeps the map small and each look-up short.
const STRIDE_BYTES: usize = 256;

/// The map between bytes and code points of a text.
#[derive(Debug)]
pub(crate) struct Offsets<'a> {
    text: &'a str,
    /// Code points before byte `n * STRIDE_BYTES`.
    marks: Vec<u32>,
}

impl<'a> Offsets<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let mut points = 0;
        let mut marks = Vec::with_capacity(text.len() / STRIDE_BYTES + 1);
        for stride in text.as_bytes().chunks(STRIDE_BYTES) {
            marks.push(points);
            points += first_bytes(stride);
        }
        marks.push(points);
        Offsets { text, marks }
    }

    /// Code points before byte `at`.
    pub(crate) fn points(&self, at: u32) -> u32 {
        let at = (at as usize).min(self.text.len());
        let mark = at / STRIDE_BYTES;
        self.marks[mark] + first_bytes(&self.text.as_bytes()[mark * STRIDE_BYTES..at])
    }

    /// The byte at which code point `points` begins; the text's length for the one past its last.
    pub(crate) fn byte(&self, points: u32) -> Option<u32> {
        let mark = self.marks.partition_point(|mark| *mark <= points).checked_sub(1)?;
        let mut left = points - self.marks[mark];
        let from = (mark * STRIDE_BYTES).min(self.text.len());
        for (step, byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if !continues(*byte) {
                if left == 0 {
                    return Some((from + step) as u32);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len() as u32)
    }
}

fn continues(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

fn first_bytes(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| !continues(**byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in ["", "plain", "Zürich – “war”", &"日本é🙂 a".repeat(200)] {
            let offsets = Offsets::of(text);
            for (points, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.points(byte as u32), points as u32);
                assert_eq!(offsets.byte(points as u32), Some(byte as u32));
            }
            let all = text.chars().count() as u32;
            assert_eq!(offsets.byte(all), Some(text.len() as u32));
            assert_eq!(offsets.byte(all + 1), None);
        }
    }
}
