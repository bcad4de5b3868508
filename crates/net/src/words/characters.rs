//! What a character does to word bounds.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Parts words.
    Space,
    /// As if it were not there: controls and the replacement character.
    Dropped,
    /// A combining mark: belongs to what is before it, and is not part of a piece.
    Mark,
    /// A word by itself: punctuation, ideographs.
    Alone,
    Letter,
}

pub(super) fn class(character: char) -> Class {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        '!'..='/' | ':'..='@' | '['..='`' | '{'..='~' => Class::Alone,
        _ if character.is_whitespace() => Class::Space,
        '\u{fffd}' => Class::Dropped,
        _ if is_ideograph(character) || falls_apart(character) => Class::Alone,
        _ => by_category(character),
    }
}

fn by_category(character: char) -> Class {
    match character.general_category() {
        GeneralCategory::Control | GeneralCategory::Format => Class::Dropped,
        GeneralCategory::NonspacingMark => Class::Mark,
        _ if character.general_category_group() == GeneralCategoryGroup::Punctuation => Class::Alone,
        _ => Class::Letter,
    }
}

/// The blocks that BERT parts into single characters.
fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}' | '\u{2b740}'..='\u{2b81f}' | '\u{2b820}'..='\u{2ceaf}' | '\u{2f800}'..='\u{2fa1f}')
}

/// Signs that decompose into an ASCII sign and a mark: not equal, not less, not greater, Greek varia.
fn falls_apart(character: char) -> bool {
    matches!(character, '\u{2260}' | '\u{226e}' | '\u{226f}' | '\u{1fef}')
}
