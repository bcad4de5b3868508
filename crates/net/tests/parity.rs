//! The runtime against torch: words, pieces, windows and the scores of every head, on every kernel of this machine.
//!
//! `training/make_toy.py` writes the model and the fixture.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use verbale_net::{Document, Encoded, Form, Kernels, Matrix, Model, Window, case_class, tokenize};

#[derive(Deserialize)]
struct Fixture {
    tolerance: f32,
    integer_tolerance: f32,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    words: Vec<(u32, u32)>,
    sentences: Vec<(u32, u32)>,
    cases: Vec<u8>,
    pieces: Vec<Vec<u32>>,
    windows: Vec<WindowCase>,
    spans: Vec<(u32, u32)>,
    pairs: Vec<(u32, u32)>,
    features: BTreeMap<String, Vec<Vec<u16>>>,
    scores: BTreeMap<String, Scores>,
    integer_scores: BTreeMap<String, Scores>,
}

#[derive(Deserialize)]
struct WindowCase {
    pieces: Vec<u32>,
    cases: Vec<u8>,
    rows: Vec<u32>,
    first_word: u32,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scores {
    Rows(Vec<Vec<f32>>),
    Document(Vec<f32>),
}

impl Scores {
    fn flat(&self) -> Vec<f32> {
        match self {
            Scores::Rows(rows) => rows.concat(),
            Scores::Document(scores) => scores.clone(),
        }
    }
}

impl Case {
    fn words(&self) -> Vec<Range<u32>> {
        self.words.iter().map(|(start, end)| *start..*end).collect()
    }

    fn encode(&self, model: &Model) -> Encoded {
        model.encode(&self.text, &self.words(), &self.sentences())
    }

    fn sentences(&self) -> Vec<Range<u32>> {
        self.sentences.iter().map(|(first, end)| *first..*end).collect()
    }

    fn scores(&self, model: &Model, encoded: &Encoded, head: &str) -> Vec<f32> {
        let flat = |matrix: Matrix| matrix.iter().flatten().copied().collect();
        match model.head(head).expect("a head of the toy model").form() {
            Form::Token => flat(encoded.tokens(head)),
            Form::Doc => encoded.document(head),
            Form::Span => flat(encoded.spans(head, &self.spans)),
            Form::Pair => {
                flat(encoded.pairs(head, &self.spans, &self.spans, &self.pairs, &self.features[head].concat()))
            }
        }
    }
}

/// One network like BERT, one that tells distances of pieces apart, and one in four bits.
const TOYS: [&str; 3] = ["toy", "distances", "compact"];

fn read(file: String) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("a file of the tests")
}

fn bytes(toy: &str) -> Vec<u8> {
    read(format!("../../models/toy/{toy}.vmod"))
}

fn model(toy: &str) -> Model {
    Model::from_bytes(&bytes(toy)).expect("a sound file")
}

fn fixture(toy: &str) -> Fixture {
    serde_json::from_slice(&read(format!("tests/parity/{toy}.json"))).expect("the fixture")
}

#[test]
fn words_pieces_and_windows() {
    let model = model("toy");
    for case in fixture("toy").cases {
        let words = tokenize(&case.text);
        assert_eq!(words, case.words(), "{}", case.text);
        let forms: Vec<&str> = words.iter().map(|w| &case.text[w.start as usize..w.end as usize]).collect();
        for ((form, class), pieces) in forms.iter().zip(&case.cases).zip(&case.pieces) {
            assert_eq!((case_class(form), &model.pieces(form)), (*class, pieces), "{form}");
        }
        let windows = model.windows(&case.text, &words, &case.sentences());
        let expected: Vec<Window> = case.windows.into_iter().map(Window::from).collect();
        assert_eq!(windows, expected, "{}", case.text);
    }
}

impl From<WindowCase> for Window {
    fn from(case: WindowCase) -> Window {
        let WindowCase { pieces, cases, rows, first_word } = case;
        Window { pieces, cases, first_word, rows }
    }
}

#[test]
fn scores() {
    TOYS.into_iter().for_each(scores_of);
}

fn scores_of(toy: &str) {
    let (fixture, model) = (fixture(toy), model(toy));
    for case in &fixture.cases {
        let encoded = case.encode(&model);
        assert_eq!(encoded.words(), case.words.len());
        for (expected, tolerance) in
            [(&case.scores, fixture.tolerance), (&case.integer_scores, fixture.integer_tolerance)]
        {
            for (head, expected) in expected {
                let worst = deviation(&case.scores(&model, &encoded, head), &expected.flat());
                assert!(worst <= tolerance, "{toy} {head}: {worst} beyond {tolerance} on {:.40}", case.text);
            }
        }
    }
}

fn deviation(got: &[f32], expected: &[f32]) -> f32 {
    assert_eq!(got.len(), expected.len());
    got.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// Not one bit depends on the instruction set.
#[test]
fn kernels_agree() {
    TOYS.into_iter().for_each(kernels_agree_on);
}

fn kernels_agree_on(toy: &str) {
    let bits = |kernels: Kernels| -> Vec<u32> {
        let model = Model::with_kernels(&bytes(toy), kernels).expect("a sound file");
        let fixture = fixture(toy);
        let scores = fixture.cases.iter().flat_map(|case| {
            let encoded = case.encode(&model);
            case.scores.keys().flat_map(|head| case.scores(&model, &encoded, head)).collect::<Vec<_>>()
        });
        scores.map(f32::to_bits).collect()
    };
    let portable = bits(Kernels::named("portable").expect("everywhere"));
    for kernels in Kernels::available() {
        assert!(bits(kernels) == portable, "{toy} {}", kernels.name());
    }
}

/// What is read beside a document changes nothing.
#[test]
fn together_as_alone() {
    TOYS.into_iter().for_each(together_as_alone_with);
}

fn together_as_alone_with(toy: &str) {
    let (fixture, model) = (fixture(toy), model(toy));
    let parts: Vec<_> = fixture.cases.iter().map(|case| (case.words(), case.sentences())).collect();
    let documents: Vec<Document<'_>> = fixture
        .cases
        .iter()
        .zip(&parts)
        .map(|(case, (words, sentences))| Document { text: &case.text, words, sentences })
        .collect();
    for (together, case) in model.encode_all(&documents).iter().zip(&fixture.cases) {
        let alone = case.encode(&model);
        assert_eq!(together.words(), alone.words());
        assert!((0..alone.words()).all(|word| together.hidden(word) == alone.hidden(word)));
    }
}

/// Of two networks every score is the mean.
#[test]
fn beside_one_another() {
    let (first, second) = (model("toy"), model("distances"));
    let both = first.clone().beside(&second).expect("the same heads");
    for case in fixture("toy").cases {
        let encoded = [&first, &second, &both].map(|model| case.encode(model));
        for head in case.scores.keys() {
            let of = |at: usize| case.scores(&first, &encoded[at], head);
            let mean: Vec<f32> = of(0).iter().zip(of(1)).map(|(a, b)| f32::midpoint(*a, b)).collect();
            assert!(deviation(&of(2), &mean) < 1e-5, "{head}");
        }
    }
}

#[test]
fn heads_beside_one_another_have_the_same_labels() {
    let mut other = bytes("toy");
    let label = other.windows(10).position(|w| w == b"\"B-person\"").expect("a label in the header");
    other[label + 3] = b'P';
    let other = Model::from_bytes(&other).expect("a sound file");
    let error = model("toy").beside(&other).expect_err("another label");
    assert!(error.place().starts_with("head ") && error.to_string().contains("toy"), "{error}");
}

#[test]
fn unknown_heads_have_no_labels() {
    let model = model("toy");
    let encoded = model.encode("No talks.", &tokenize("No talks."), &[]);
    assert!(model.head("weather").is_none());
    assert_eq!((encoded.tokens("weather").rows(), encoded.tokens("weather").columns()), (3, 0));
    assert!(encoded.document("weather").is_empty());
    assert_eq!(encoded.spans("names", &[(0, 1)]).columns(), 0);
    assert_eq!(encoded.pairs("names", &[(0, 0)], &[(1, 1)], &[(0, 0)], &[]).columns(), 0);
}

/// Words that are none in the text, sentences that leave gaps: read all the same.
#[test]
fn odd_words_and_sentences() {
    let model = model("toy");
    let text = "é met.";
    let backwards = std::ops::Range { start: 6, end: 3 };
    let encoded = model.encode(text, &[0..1, 1..2, 3..6, 90..99, backwards], &[1..2, 0..1, 4..9]);
    assert_eq!(encoded.words(), 5);
}
