//! Names in the words of a place: "the besieged city of El Fasher", "Sudan's Darfur region", "northern Gaza".

/// What the words beside a name say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    /// "Donetsk oblast"
    Region,
    /// "Odesa city"
    Town,
    /// "Mitiga airport": something in or near the town of that name, if there is one.
    Site,
}

/// A name that a place's words may hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub name: String,
    pub said: Said,
    /// "northern", "eastern": only a part of what is named.
    pub is_side: bool,
    /// All words are the name.
    pub is_whole: bool,
    /// "Sudan" of "Sudan's Darfur"; "Gaza City" of "the hospital in Gaza City".
    pub container: Option<String>,
}

const REGIONS: &[&str] = &[
    "oblast",
    "province",
    "region",
    "governorate",
    "state",
    "county",
    "department",
    "prefecture",
    "district",
    "republic",
    "wilaya",
    "raion",
    "canton",
    "territory",
    "emirate",
];
const TOWNS: &[&str] =
    &["city", "town", "village", "port", "capital", "municipality", "suburb", "neighbourhood", "neighborhood"];
/// Words that lie around a town or in it. Only in lower case: "Victoria Island" is not in Victoria.
const SITES: &[&str] = &[
    "airport",
    "airbase",
    "airfield",
    "base",
    "barracks",
    "prison",
    "camp",
    "hospital",
    "university",
    "palace",
    "mosque",
    "church",
    "cathedral",
    "temple",
    "station",
    "market",
    "stadium",
    "bridge",
    "dam",
    "mine",
    "plant",
    "refinery",
    "port",
    "harbour",
    "harbor",
    "crossing",
    "checkpoint",
    "square",
    "suburbs",
    "outskirts",
    "area",
    "areas",
    "zone",
    "valley",
    "coast",
    "peninsula",
    "island",
    "front",
    "countryside",
    "metropolitan",
];
/// What may stand before "of": "the outskirts of Kyiv".
const PARTS: &[&str] = &[
    "outskirts",
    "suburbs",
    "centre",
    "center",
    "north",
    "south",
    "east",
    "west",
    "part",
    "parts",
    "area",
    "areas",
    "streets",
    "island",
    "peninsula",
    "coast",
    "valley",
    "edge",
    "stronghold",
    "enclave",
    "heart",
];
const SIDES: &[&str] = &[
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "north",
    "south",
    "east",
    "west",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "greater",
    "downtown",
    "upper",
    "lower",
    "inner",
    "outer",
    "mainland",
];

/// A name after one of these lies elsewhere: "the border with Poland".
const LINKS: &[&str] = &[
    "of", "with", "near", "from", "to", "between", "and", "for", "against", "at", "by", "on", "outside", "over", "in",
];

impl Reading {
    pub fn whole(words: &str) -> Reading {
        let name = words.trim().to_owned();
        Reading { name, said: Said::Nothing, is_side: false, is_whole: true, container: None }
    }
}

/// The names that `words` may hold, the fullest first.
pub(super) fn readings(words: &str) -> Vec<Reading> {
    let whole = Reading::whole(words);
    let mut readings = vec![whole.clone()];
    let mut rest = vec![whole.clone()];
    if let Some((inner, outer)) = divided(words) {
        rest = vec![Reading { container: Some(outer), ..Reading::whole(&inner) }];
    }
    rest.extend(after_of(words).map(|name| Reading { name, ..whole.clone() }));
    for reading in rest {
        let bare = bare(reading.clone());
        for reading in [reading, bare] {
            let new = readings.iter().all(|known| known.name != reading.name || known.container != reading.container);
            if new && !reading.name.split(' ').next().is_some_and(|first| is(first, LINKS)) {
                readings.push(Reading { is_whole: false, ..reading });
            }
        }
    }
    readings.retain(|reading| reading.name.contains(char::is_uppercase));
    readings
}

/// What lies inside, and what it lies in.
fn divided(words: &str) -> Option<(String, String)> {
    for possessive in ["'s ", "’s "] {
        if let Some((outer, inner)) = words.split_once(possessive) {
            return Some((inner.to_owned(), without_article(outer).to_owned()));
        }
    }
    let (inner, outer) = words.split_once(" in ")?;
    outer.contains(char::is_uppercase).then(|| (inner.to_owned(), without_article(outer).to_owned()))
}

/// "El Fasher" of "the besieged city of El Fasher".
fn after_of(words: &str) -> Option<String> {
    let (before, after) = words.split_once(" of ")?;
    let last = before.rsplit(' ').next()?;
    let known = [REGIONS, TOWNS, PARTS].iter().any(|list| is(last, list));
    known.then(|| after.to_owned())
}

/// The name without words such as "northern" before it and "province" after it.
fn bare(mut reading: Reading) -> Reading {
    let name = std::mem::take(&mut reading.name);
    let words: Vec<&str> = without_article(&name).split_whitespace().collect();
    let mut from = 0;
    // A word that starts in lower case but is part of a name holds a capital: "al-Hol".
    let describes = |word: &str| is(word, SIDES) || !word.contains(char::is_uppercase) && !is(word, LINKS);
    while from + 1 < words.len() && describes(words[from]) {
        reading.is_side |= is(words[from], SIDES);
        from += 1;
    }
    let mut end = words.len();
    while end > from + 1 {
        let Some(said) = said(words[end - 1]) else {
            break;
        };
        if reading.said == Said::Nothing {
            reading.said = said;
        }
        end -= 1;
    }
    Reading { name: words[from..end].join(" "), ..reading }
}

fn said(word: &str) -> Option<Said> {
    let lower = !word.starts_with(char::is_uppercase);
    match word {
        _ if is(word, REGIONS) => Some(Said::Region),
        _ if is(word, TOWNS) => Some(Said::Town),
        _ if lower && is(word, SITES) => Some(Said::Site),
        _ => None,
    }
}

fn is(word: &str, list: &[&str]) -> bool {
    list.contains(&word.to_lowercase().replace('-', "").as_str())
}

fn without_article(words: &str) -> &str {
    ["the ", "The "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &[&str]) {
        let lines: Vec<String> = readings(words).iter().map(line).collect();
        assert_eq!(lines, expected, "{words}");
    }

    fn line(reading: &Reading) -> String {
        let side = if reading.is_side { ", a side" } else { "" };
        let container = reading.container.as_ref().map_or(String::new(), |container| format!(", in {container}"));
        format!("{} {:?}{side}{container}", reading.name, reading.said)
    }

    #[test]
    fn names_in_words() {
        check("Riyadh", &["Riyadh Nothing"]);
        check("the besieged city of El Fasher", &["the besieged city of El Fasher Nothing", "El Fasher Nothing"]);
        check("Donetsk oblast", &["Donetsk oblast Nothing", "Donetsk Region"]);
        check("northern Gaza", &["northern Gaza Nothing", "Gaza Nothing, a side"]);
        check(
            "Sudan's Darfur region",
            &["Sudan's Darfur region Nothing", "Darfur region Nothing, in Sudan", "Darfur Region, in Sudan"],
        );
        check("Mitiga airport", &["Mitiga airport Nothing", "Mitiga Site"]);
        check("al-Hol camp", &["al-Hol camp Nothing", "al-Hol Site"]);
        check("Victoria Island", &["Victoria Island Nothing"]);
        check("the front line", &[]);
        check("the border with Poland", &["the border with Poland Nothing"]);
    }
}
