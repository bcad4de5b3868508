//! Takes a gazetteer apart again, to be packed anew together with other places.

use fst::Streamer;

use super::{Entry, Gazetteer, MANY, Place, u32_at};
use crate::Error;

impl Gazetteer<'_> {
    /// Every place with all its names, those beside its own as they are looked up: folded. Its first-order region has the
    /// number that it has here for a code.
    ///
    /// # Errors
    /// Where a row is damaged.
    pub fn entries(&self) -> Result<Vec<Entry>, Error> {
        let mut entries = self.rows().map(|row| row.map(entry)).collect::<Result<Vec<Entry>, Error>>()?;
        let mut names = self.map.stream();
        while let Some((name, value)) = names.next() {
            let name = String::from_utf8_lossy(name);
            for number in self.numbers(value) {
                if let Some(entry) = entries.get_mut(number as usize) {
                    entry.alternates.push(name.clone().into_owned());
                }
            }
        }
        Ok(entries)
    }

    /// The numbers of the places that a value of the map stands for.
    fn numbers(&self, value: u64) -> Vec<u32> {
        let Some(posting) = value.checked_sub(MANY) else { return vec![value as u32] };
        let at = usize::try_from(posting).ok().and_then(|posting| posting.checked_mul(4));
        let posting = at.and_then(|at| self.postings.get(at..)).unwrap_or_default();
        let count = u32_at(posting, 0).unwrap_or(0) as usize;
        (1..=count).map_while(|next| u32_at(posting, next * 4)).collect()
    }
}

fn entry(place: Place<'_>) -> Entry {
    Entry {
        id: place.id,
        name: place.name.to_owned(),
        alternates: Vec::new(),
        latitude: f64::from(place.latitude),
        longitude: f64::from(place.longitude),
        alpha2: place.alpha2.to_owned(),
        admin1: place.admin1.map(|number| number.to_string()).unwrap_or_default(),
        population: u64::from(place.population),
        feature: place.feature,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Feature, build};

    #[test]
    fn what_is_packed_anew_is_found_as_before() {
        let place = |id: u32, name: &str, alternate: &str, feature: Feature| Entry {
            id,
            name: name.to_owned(),
            alternates: vec![alternate.to_owned()],
            latitude: 50.0,
            longitude: 36.25,
            alpha2: "UA".to_owned(),
            admin1: "07".to_owned(),
            population: 10_000,
            feature,
        };
        // More of one name than a look-up gives.
        let many = (10..110).map(|id| place(id, "Pershotravneve", "", Feature::Town));
        let entries = many.chain([
            place(1, "Kharkiv", "Charkow", Feature::Town),
            place(2, "Kharkiv Oblast", "Kharkiv", Feature::Admin1),
        ]);
        let bytes = build(entries.collect()).expect("a gazetteer");
        let once = Gazetteer::from_bytes(&bytes).expect("a sound gazetteer");
        let bytes = build(once.entries().expect("sound rows")).expect("a gazetteer");
        let twice = Gazetteer::from_bytes(&bytes).expect("a sound gazetteer");
        assert_eq!(twice.len(), 102);
        for name in ["charkow", "Kharkiv", "Kharkiv Oblast", "Pershotravneve"] {
            assert_eq!(once.places(name), twice.places(name), "{name}");
        }
        assert_eq!(
            twice.entries().expect("sound rows").iter().filter(|entry| entry.name == "Pershotravneve").count(),
            100
        );
    }
}
