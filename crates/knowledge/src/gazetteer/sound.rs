//! Names that are spelt differently but sound alike, as a search of the map of names.
//!
//! Transliterations differ in doubled letters, silent "h", "y" for "i", "q" for "k", "w" for "v", "o" for "u", and in
//! blanks and hyphens. Both the name searched for and each name in the map are brought to one sound, letter by letter.

use fst::Automaton;

/// Shorter names sound like too many others.
const LETTERS_MIN: usize = 4;

/// Accepts the names that sound like one name.
#[derive(Clone, Debug)]
pub(super) struct Sound(Vec<u8>);

impl Sound {
    /// None for a name too short to be recognised by its sound.
    pub fn of(folded: &str) -> Option<Self> {
        let mut sounds = Vec::new();
        for letter in folded.bytes() {
            if let Some(sound) = sound(letter)
                && sounds.last() != Some(&sound)
            {
                sounds.push(sound);
            }
        }
        (sounds.len() >= LETTERS_MIN).then_some(Sound(sounds))
    }
}

/// None for a letter that is not heard.
fn sound(letter: u8) -> Option<u8> {
    match letter {
        b' ' | b'h' => None,
        b'y' | b'e' | b'j' => Some(b'i'),
        b'q' | b'c' => Some(b'k'),
        b'w' => Some(b'v'),
        b'o' => Some(b'u'),
        b'z' => Some(b's'),
        _ => Some(letter),
    }
}

/// How many sounds have been matched; none once the name differs.
impl Automaton for Sound {
    type State = Option<usize>;

    fn start(&self) -> Option<usize> {
        Some(0)
    }

    fn is_match(&self, matched: &Option<usize>) -> bool {
        *matched == Some(self.0.len())
    }

    fn can_match(&self, matched: &Option<usize>) -> bool {
        matched.is_some()
    }

    fn accept(&self, matched: &Option<usize>, byte: u8) -> Option<usize> {
        let matched = (*matched)?;
        let Some(sound) = sound(byte) else {
            return Some(matched);
        };
        let repeated = matched.checked_sub(1).is_some_and(|last| self.0[last] == sound);
        match self.0.get(matched) {
            Some(next) if *next == sound => Some(matched + 1),
            _ if repeated => Some(matched),
            _ => None,
        }
    }
}
