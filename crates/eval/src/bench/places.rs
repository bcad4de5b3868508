//! Places: articles with toponyms and coordinates, as TR-News (Kamalloo and Rafiei 2018) and LGL (Lieberman et al. 2010)
//! have them, or paragraphs with "{name|alpha-2 code|north|east}" marked in them. A country has no coordinates in a record;
//! it counts with those that the look-up gives its name.

use anyhow::{Context, Result, bail, ensure};
use verbale::record::{Entity, EntityKind};
use verbale::{Location, Place, Record, Span};

use super::figures::share;
use super::xml::{Element, elements};
use super::{Page, SENTENCE_BYTES, Tools};

/// A place this near counts as right, in kilometres: the 100 miles of the field's "accuracy at 161 km".
const NEAR_KM: f64 = 161.0;

/// The mean radius of the earth, in kilometres.
const EARTH_KM: f64 = 6371.0;

/// The codes of GeoNames for countries and the like start with this.
const COUNTRY_CODES: &str = "PCL";

/// A text with the toponyms that have coordinates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    pub text: String,
    pub toponyms: Vec<Toponym>,
}

/// A name of a place, where it stands and where it lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Toponym {
    /// Bytes of the article's text.
    pub span: Span,
    /// Degrees north and east; none for a country that is marked as such.
    pub position: Option<(f64, f64)>,
    /// The name of the country that it is, where it is one.
    pub country: Option<String>,
    /// The two letters of the country that it lies in, where the data says so.
    pub alpha2: Option<String>,
}

/// The articles of a file; toponyms without coordinates, or that are not in their text, are left out.
pub fn parse(file: &str) -> Result<Vec<Article>> {
    if !file.trim_start().starts_with('<') {
        return marked(file);
    }
    let articles: Vec<Article> = elements(file, "article").map(|element| article(element.inner)).collect();
    ensure!(!articles.is_empty(), "no articles");
    Ok(articles)
}

/// Paragraphs under headings ("## name"); lines that begin with one "#" are remarks.
fn marked(file: &str) -> Result<Vec<Article>> {
    let mut articles: Vec<Article> = Vec::new();
    for (at, line) in file.lines().enumerate() {
        if line.starts_with("## ") {
            articles.push(Article::default());
        } else if !line.starts_with('#') && !line.trim().is_empty() {
            let article = articles.last_mut().with_context(|| format!("line {}: no heading before it", at + 1))?;
            add_marked(article, line).with_context(|| format!("line {}", at + 1))?;
        }
    }
    ensure!(!articles.is_empty(), "no paragraphs");
    Ok(articles)
}

fn add_marked(article: &mut Article, line: &str) -> Result<()> {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (mark, after) = after.split_once('}').context("a mark without an end")?;
        let [name, alpha2, north, east] = mark.split('|').collect::<Vec<_>>()[..] else {
            bail!("a mark of other than four parts: {mark:?}");
        };
        article.text += before;
        let start = article.text.len();
        article.text += name;
        article.toponyms.push(Toponym {
            span: (start..article.text.len()).into(),
            position: north.parse().ok().zip(east.parse().ok()),
            country: None,
            alpha2: Some(alpha2.to_owned()).filter(|code| code != "-"),
        });
        rest = after;
    }
    article.text += rest;
    article.text += "\n";
    Ok(())
}

fn article(inner: &str) -> Article {
    let text = elements(inner, "text").next().as_ref().map(Element::text).unwrap_or_default();
    let toponyms = elements(inner, "toponym").filter_map(|element| toponym(element.inner, &text)).collect();
    Article { text, toponyms }
}

fn toponym(inner: &str, text: &str) -> Option<Toponym> {
    let field = |name| elements(inner, name).next().map(|element| element.text());
    let number = |name| field(name)?.parse::<f64>().ok();
    let span = nearest(text, &field("phrase")?, number("start")? as usize)?;
    let is_country = field("fcode").is_some_and(|code| code.starts_with(COUNTRY_CODES));
    let country = field("name").filter(|_| is_country);
    Some(Toponym { span, position: Some((number("lat")?, number("lon")?)), country, alpha2: None })
}

/// Where `phrase` stands nearest to a character: one offset in eleven of TR-News is some characters off.
fn nearest(text: &str, phrase: &str, character: usize) -> Option<Span> {
    let at = text.char_indices().nth(character).map_or(text.len(), |(at, _)| at);
    let start = text.match_indices(phrase).map(|(start, _)| start).min_by_key(|start| start.abs_diff(at))?;
    (!phrase.is_empty()).then(|| (start..start + phrase.len()).into())
}

/// The distance of two points on the earth in kilometres, by the haversine formula. Takes degrees.
pub fn distance_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let turn = from.0.to_radians().cos() * to.0.to_radians().cos() * half(from.1, to.1);
    2.0 * EARTH_KM * (half(from.0, to.0) + turn).sqrt().asin()
}

impl Toponym {
    fn is_near(&self, location: &Location) -> bool {
        let point = (f64::from(location.latitude), f64::from(location.longitude));
        self.position.is_some_and(|position| distance_km(position, point) <= NEAR_KM)
    }

    /// Whether it is a country and `location` the middle of it, wherever the gold has that.
    fn is_country(&self, location: &Location, tools: &Tools) -> bool {
        let own = self.country.as_ref().and_then(|name| tools.lookup.locate(name, &[]).place);
        own.is_some_and(|place| place.location.source == location.source)
    }
}

#[derive(Default)]
struct Found {
    placed: usize,
    near: usize,
    /// Near, or the right country.
    right: usize,
}

impl Found {
    fn add(&mut self, toponym: &Toponym, places: &[&Location], tools: &Tools) -> bool {
        let near = places.iter().any(|place| toponym.is_near(place));
        let right = near || places.iter().any(|place| toponym.is_country(place, tools));
        self.placed += usize::from(!places.is_empty());
        self.near += usize::from(near);
        self.right += usize::from(right);
        right
    }

    fn line(&self, gold: usize) -> String {
        let (near, right) = (share(self.near, gold), share(self.right, gold));
        let (placed, precision) = (share(self.placed, gold), share(self.right, self.placed));
        format!(
            "within {NEAR_KM} km {near:.3}  or right country {right:.3}  placed {placed:.3}  right of placed {precision:.3}"
        )
    }
}

#[derive(Default)]
struct Figures {
    gold: usize,
    /// Whose country is known, and told right.
    with_country: usize,
    of_country: usize,
    /// Given where the names stand.
    given: Found,
    /// The same, guessed where nothing tells one from others.
    guessed: Found,
    /// From plain text: in any mention; in one with a place, and with the right one.
    mentioned: usize,
    read: Found,
    cases: Vec<String>,
}

pub(super) fn run(text: &str, tools: &Tools) -> Result<Page> {
    let articles = super::spread(parse(text)?, |one| one.text.len().div_ceil(SENTENCE_BYTES), tools.sentences_max);
    let mut figures = Figures::default();
    for article in &articles {
        figures.given(article, tools);
        figures.read(article, &tools.read(&article.text), tools);
    }
    Ok(Page { table: figures.table(articles.len()), cases: figures.cases })
}

impl Figures {
    fn given(&mut self, article: &Article, tools: &Tools) {
        let names: Vec<Span> = article.toponyms.iter().map(|toponym| toponym.span).collect();
        let locate = |guess| tools.lookup.locate_all(&article.text, &names, guess).into_iter();
        for (toponym, (place, guess)) in article.toponyms.iter().zip(locate(false).zip(locate(true))) {
            self.country(toponym, place.as_ref(), tools);
            if toponym.position.is_none() {
                continue;
            }
            let (place, guess) = (place.map(|place| place.location), guess.map(|place| place.location));
            self.gold += 1;
            self.guessed.add(toponym, &guess.iter().collect::<Vec<_>>(), tools);
            if !self.given.add(toponym, &place.iter().collect::<Vec<_>>(), tools) {
                self.cases.push(case("given", article, toponym, place.as_ref()));
            }
        }
    }

    fn country(&mut self, toponym: &Toponym, place: Option<&Place>, tools: &Tools) {
        let Some(alpha2) = &toponym.alpha2 else { return };
        let found = place.and_then(|place| tools.lookup.knowledge().country(place.country.as_deref()?));
        self.with_country += 1;
        self.of_country += usize::from(found.is_some_and(|country| country.alpha2 == *alpha2));
    }

    fn read(&mut self, article: &Article, record: &Record, tools: &Tools) {
        let places: Vec<Option<Location>> = record.entities.iter().map(|entity| location(entity, tools)).collect();
        for toponym in article.toponyms.iter().filter(|toponym| toponym.position.is_some()) {
            let has = |entity: &Entity| entity.mentions.iter().any(|mention| mention.span.overlaps(toponym.span));
            let ids: Vec<usize> = (0..places.len()).filter(|at| has(&record.entities[*at])).collect();
            let found: Vec<&Location> = ids.iter().filter_map(|at| places[*at].as_ref()).collect();
            self.mentioned += usize::from(!ids.is_empty());
            if !self.read.add(toponym, &found, tools) {
                let kind = ids.first().map_or("unread", |at| record.entities[*at].kind.value.name());
                self.cases.push(case(kind, article, toponym, found.first().copied()));
            }
        }
    }

    fn table(&self, articles: usize) -> String {
        let [given, guessed, read] = [&self.given, &self.guessed, &self.read].map(|found| found.line(self.gold));
        let mentioned = share(self.mentioned, self.gold);
        let country = match self.with_country {
            0 => String::new(),
            all => format!("country   right of given {:.3}  gold {all}\n", share(self.of_country, all)),
        };
        format!(
            "given     {given}  gold {}  articles {articles}\nguessed   {guessed}\nread      {read}  mentioned {mentioned:.3}\n{country}",
            self.gold
        )
    }
}

/// A place's coordinates, or those of a country by its name.
fn location(entity: &Entity, tools: &Tools) -> Option<Location> {
    if entity.kind.value == EntityKind::Country {
        return tools.lookup.locate(&entity.name, &[]).place.map(|place| place.location);
    }
    entity.location.as_ref().map(|field| field.value.clone())
}

fn case(what: &str, article: &Article, toponym: &Toponym, place: Option<&Location>) -> String {
    let start = article.text[..toponym.span.start as usize].char_indices().rev().nth(50).map_or(0, |(at, _)| at);
    let around = article.text[start..].chars().take(110).collect::<String>().replace('\n', " ");
    let (name, (latitude, longitude)) = (toponym.span.of(&article.text), toponym.position.unwrap_or_default());
    let found = place.map_or("nowhere".to_owned(), |place| format!("{} {}", place.name, place.source));
    format!("{what}: {name:?} at {latitude:.1} {longitude:.1}, found {found}: ...{around}...")
}
