//! Who is the same actor in two events, and ids that stay the same from one export to the next.

use verbale_record::{EntityKind, Party};

const HASH_START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const HASH_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// What an actor is known by: a country by its code, others by kind, name in the archive and country. Archives give all
/// mentions of one actor one name; without an archive, those of one name and country count as one.
pub(crate) fn identity(party: &Party) -> String {
    let country = party.country.as_deref().unwrap_or_default();
    match party.kind {
        EntityKind::Country if !country.is_empty() => format!("country\t{country}"),
        kind => format!("{}\t{}\t{country}", kind.name(), party.name),
    }
}

/// An id from words, the same on every machine (FNV-1a, 128 bits): it names things, and keeps nothing secret.
pub(crate) fn stable_id(parts: &[&str]) -> String {
    let mut hash = HASH_START;
    for byte in parts.join("\u{1f}").bytes() {
        hash = (hash ^ u128::from(byte)).wrapping_mul(HASH_PRIME);
    }
    format!("verbale-{hash:032x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_published_hash() {
        // The published value of 128-bit FNV-1a for "a".
        assert_eq!(stable_id(&["a"]), "verbale-d228cb696f1a8caf78912b704e4a8964");
        assert_ne!(stable_id(&["ab", "c"]), stable_id(&["a", "bc"]));
    }
}
