//! Where, as people ask for it.

use verbale_record::Spot;

use super::who::bears;

/// The mean radius of the earth.
const EARTH_KM: f32 = 6371.0;

/// Where an event takes place, as people ask for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Anywhere in a country.
    Country(String),
    /// Where these folded words stand in the place's name.
    Name(String),
    /// Degrees north and east, and a radius in kilometres. Places known only by their country or province lie at its
    /// middle, and are within where the middle is.
    Around { latitude: f32, longitude: f32, km: f32 },
}

impl Place {
    pub fn holds(&self, spot: &Spot) -> bool {
        match self {
            Place::Country(code) => spot.country.as_ref() == Some(code),
            Place::Name(name) => bears(name, &spot.words) || spot.name.as_ref().is_some_and(|known| bears(name, known)),
            Place::Around { .. } => spot.position.is_some_and(|position| self.holds_position(position)),
        }
    }

    /// Whether degrees north and east lie within a circle; no other place is told by a position.
    pub fn holds_position(&self, position: (f32, f32)) -> bool {
        match self {
            Place::Around { latitude, longitude, km } => distance_km(position, (*latitude, *longitude)) <= *km,
            Place::Country(_) | Place::Name(_) => false,
        }
    }
}

/// Great-circle distance of two positions in degrees, by the haversine formula.
pub(crate) fn distance_km(one: (f32, f32), other: (f32, f32)) -> f32 {
    let half = |degrees: f32| (degrees.to_radians() / 2.0).sin().powi(2);
    let cosines = one.0.to_radians().cos() * other.0.to_radians().cos();
    let chord = half(other.0 - one.0) + cosines * half(other.1 - one.1);
    2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
}
