//! `cargo xtask gen`: checks the tables under `data/` and packs them into `data/knowledge.vkb`.
//!
//! `gen --check` only tells whether the packed file is up to date and the gazetteer sound. `gen gazetteer PLACES.tsv`
//! makes `data/gazetteer.vgz` from the list that `data/recipes/places.py` writes, which is too big to be kept.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use verbale_knowledge::gazetteer::{Entry, Feature, build};
use verbale_knowledge::{Gazetteer, Knowledge, TABLES, pack};

/// More than this the repository should not carry.
const GAZETTEER_BYTES_MAX: usize = 20_000_000;

pub fn run(data: &Path, arguments: &[String]) -> Result<()> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => fs::write(data.join("knowledge.vkb"), packed(data)?).context("data/knowledge.vkb"),
        ["--check"] => check(data),
        ["gazetteer", places] => gazetteer(data, Path::new(places)),
        _ => bail!("usage: cargo xtask gen [--check | gazetteer PLACES.tsv]"),
    }
}

/// Fails where the packed file is not what the tables give, or where the gazetteer does not fit them.
pub fn check(data: &Path) -> Result<()> {
    let file = fs::read(data.join("knowledge.vkb")).context("data/knowledge.vkb")?;
    ensure!(file == packed(data)?, "data/knowledge.vkb is not up to date: run cargo xtask gen");
    let gazetteer = fs::read(data.join("gazetteer.vgz")).context("data/gazetteer.vgz")?;
    sound(&Knowledge::from_bytes(&file)?, &gazetteer).context("data/gazetteer.vgz")
}

/// Every place can be read, lies on the earth and in a country of the tables.
fn sound(knowledge: &Knowledge, gazetteer: &[u8]) -> Result<()> {
    ensure!(gazetteer.len() <= GAZETTEER_BYTES_MAX, "{} bytes are too many for the repository", gazetteer.len());
    let countries: HashSet<&str> = knowledge.countries().iter().map(|country| country.alpha2.as_str()).collect();
    for place in Gazetteer::from_bytes(gazetteer)?.rows() {
        let place = place?;
        ensure!(countries.contains(place.alpha2), "{}: not a country: {}", place.name, place.alpha2);
        let on_earth = place.latitude.abs() <= 90.0 && place.longitude.abs() <= 180.0;
        ensure!(on_earth, "{}: not a position on the earth", place.name);
    }
    Ok(())
}

fn packed(data: &Path) -> Result<Vec<u8>> {
    let mut texts = Vec::new();
    for name in TABLES {
        let path = data.join(format!("{name}.tsv"));
        texts.push((name, fs::read_to_string(&path).with_context(|| path.display().to_string())?));
    }
    let tables: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let file = pack(&tables);
    Knowledge::from_bytes(&file)?;
    Ok(file)
}

fn gazetteer(data: &Path, places: &Path) -> Result<()> {
    let text = fs::read_to_string(places).with_context(|| places.display().to_string())?;
    let mut entries = Vec::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        entries.push(entry(line).with_context(|| format!("{}, line {}", places.display(), number + 1))?);
    }
    let file = build(entries)?;
    sound(&Knowledge::from_bytes(&packed(data)?)?, &file)?;
    fs::write(data.join("gazetteer.vgz"), file).context("data/gazetteer.vgz")
}

fn entry(line: &str) -> Result<Entry> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, name, alternates, latitude, longitude, alpha2, admin1, population, feature] = cells[..] else {
        bail!("{} cells instead of 9", cells.len());
    };
    Ok(Entry {
        id: id.parse()?,
        name: name.to_owned(),
        alternates: alternates.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        latitude: latitude.parse()?,
        longitude: longitude.parse()?,
        alpha2: alpha2.to_owned(),
        admin1: admin1.to_owned(),
        population: population.parse()?,
        feature: match feature {
            "town" => Feature::Town,
            "admin1" => Feature::Admin1,
            "admin2" => Feature::Admin2,
            other => bail!("not a feature: {other}"),
        },
    })
}
