//! Where an event takes place, in the columns that peers have for it.

use verbale_record::{Precision, Spot, Told};

/// A place in columns; empty where nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PlaceColumns {
    /// The gazetteer's name, else the report's words.
    pub name: String,
    /// The gazetteer's name of a town or a site.
    pub city: String,
    /// The gazetteer's name of a region.
    pub province: String,
    pub latitude: String,
    pub longitude: String,
    /// The number in GeoNames.
    pub geonames: String,
}

pub(super) fn place_columns(event: &Told) -> PlaceColumns {
    let Some(spot) = &event.place else { return PlaceColumns::default() };
    let name = spot.name.clone().unwrap_or_else(|| spot.words.clone());
    let (latitude, longitude) = position(spot);
    let known = spot.name.clone().unwrap_or_default();
    let (city, province) = match spot.precision {
        Some(Precision::Exact | Precision::Town) => (known, String::new()),
        Some(Precision::Admin) => (String::new(), known),
        Some(Precision::Country) | None => (String::new(), String::new()),
    };
    let geonames = spot.row.as_deref().and_then(|row| row.strip_prefix("geonames:")).unwrap_or_default().to_owned();
    PlaceColumns { name, city, province, latitude, longitude, geonames }
}

/// Degrees north and east, where they are on the globe.
pub(super) fn on_globe(spot: &Spot) -> Option<(f32, f32)> {
    spot.position.filter(|(north, east)| north.abs() <= 90.0 && east.abs() <= 180.0)
}

/// Degrees north and east as words, both empty where they are not known.
pub(super) fn position(spot: &Spot) -> (String, String) {
    on_globe(spot).map(|(north, east)| (north.to_string(), east.to_string())).unwrap_or_default()
}

/// Degrees as a number that prints as the shortest form of what the gazetteer holds.
pub(super) fn degrees(degrees: f32) -> Option<f64> {
    degrees.to_string().parse().ok().filter(|degrees: &f64| degrees.is_finite())
}
