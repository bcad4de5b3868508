//! Loaders and measures of the public benchmarks, on lines made up for it: no test needs the data.

use std::collections::HashSet;
use std::path::Path;

use verbale::Span;
use verbale_eval::bench::chains::{Chains, b_cubed, ceaf, muc};
use verbale_eval::bench::figures::{Counts, Labels};
use verbale_eval::bench::{
    self, Bench, conll, coreference, factuality, names, places, plv, spread, statements, triggers,
};

fn words(text: &str, span: Span) -> &str {
    span.of(text)
}

#[test]
fn no_data_is_one_line() {
    let page = bench::run(Bench::Plv, Path::new("no/such/file"), || panic!("nothing is to be read")).expect("a page");
    assert_eq!(page.table, "plv: skipped, no data at no/such/file\n");
}

#[test]
fn a_set_is_thinned_evenly() {
    let table: [(usize, usize, &[usize]); 4] = [(4, 2, &[1, 3]), (4, 9, &[0, 1, 2, 3]), (6, 2, &[2, 5]), (3, 0, &[])];
    for (items, max, kept) in table {
        assert_eq!(spread((0..items).collect(), |_| 1, max), kept, "{items} items, at most {max}");
    }
    assert_eq!(spread(vec!["a long one", "short"], |item| item.len(), 8), ["short"]);
}

#[test]
fn plv_marks_become_spans() {
    let line = |marked: &str| {
        format!(
            r#"{{"marked": "{marked}", "gold": [{{"type": "YIELD", "types_plover2021": ["CONCEDE", "RETREAT"]}}]}}"#
        )
    };
    let table = [
        ("<s>Ghana</s> freed <t>two pilots</t>.", "Ghana freed two pilots.", Some("Ghana"), Some("two pilots")),
        ("<t>Élan</t> was freed by <s>Ghana</s>.", "Élan was freed by Ghana.", Some("Ghana"), Some("Élan")),
        ("<s>Ghana</s> gave way.", "Ghana gave way.", Some("Ghana"), None),
    ];
    for (marked, text, source, target) in table {
        let found = plv::parse(&line(marked)).expect(marked).remove(0);
        assert_eq!(found.text, text);
        assert_eq!(found.source.map(|span| words(text, span)), source, "{marked}");
        assert_eq!(found.target.map(|span| words(text, span)), target, "{marked}");
        assert_eq!((found.root.as_str(), found.types.len()), ("YIELD", 2));
    }
}

#[test]
fn a_bad_line_is_named() {
    let errors = [
        plv::parse("\n{}").map(|_| ()).expect_err("no sentence"),
        factuality::parse("sentence\tword\tvalue\ts-1\t4\ns-1\t4\tmuch\t1.0").map(|_| ()).expect_err("no number"),
    ];
    for error in errors {
        assert!(format!("{error:#}").starts_with("line 2: "), "{error:#}");
    }
    assert!(places::parse("<p>no articles</p>").is_err());
}

const NAMES: &str = "# newdoc id = a
# sent_id = a-1
# text = Ama Mensah left Accra, Ghana.
1\tAma\tB-PER\t-
2\tMensah\tI-PER\t-
3\tleft\tO\t-
4\tAccra\tB-LOC\t-
5\t,\tO\t-
6\tGhana\tB-LOC\t-
7\t.\tO\t-

# sent_id = a-2
# text = A Cedi fell.
1-2\tA Cedi\tO\t-
1\tA\tO\t-
2\tCedi\tB-OTH\t-
3\tfell\tO\t-

# newdoc id = b
# sent_id = b-1
# text = The ECOWAS ECOWAS Court
1\tThe\tO\t-
2\tECOWAS\tB-ORG\t-
3\tECOWAS\tB-ORG\t-
4\tCourt\tI-ORG\t-
";

#[test]
fn iob2_becomes_names() {
    let documents = conll::parse(NAMES);
    let found: Vec<Vec<(&str, &str)>> = documents
        .iter()
        .map(|document| {
            names::gold(document).into_iter().map(|(span, kind)| (words(&document.text, span), kind)).collect()
        })
        .collect();
    assert_eq!(documents[0].text, "Ama Mensah left Accra, Ghana.\nA Cedi fell.");
    assert_eq!(found[0], [("Ama Mensah", "per"), ("Accra", "loc"), ("Ghana", "loc")]);
    assert_eq!(found[1], [("ECOWAS", "org"), ("ECOWAS Court", "org")]);
}

const PLACES: &str = r#"<articles><article docid="1"><text><![CDATA[Café owners in Accra & Tema left Tema.]]></text>
<toponyms count="4">
<toponym><start>15</start><end>20</end><phrase>Accra</phrase><gaztag geonameid="1"><name>Accra</name><fcode>PPLC</fcode>
<lat>5.55</lat><lon>-0.2</lon><country geonameid="2">Ghana</country></gaztag></toponym>
<toponym><start>30</start><end>34</end><phrase>Tema</phrase><gaztag geonameid="3"><name>Tema</name><fcode>PPL</fcode>
<lat>5.67</lat><lon>-0.02</lon></gaztag></toponym>
<toponym><start>0</start><end>4</end><phrase>Nowhere</phrase><gaztag><lat>1</lat><lon>1</lon></gaztag></toponym>
<toponym><start>0</start><end>4</end><phrase>Café</phrase></toponym>
</toponyms></article></articles>"#;

#[test]
fn toponyms_stand_where_their_words_do() {
    let article = places::parse(PLACES).expect("articles").remove(0);
    let found: Vec<(u32, &str)> =
        article.toponyms.iter().map(|one| (one.span.start, words(&article.text, one.span))).collect();
    assert_eq!(found, [(16, "Accra"), (34, "Tema")]);
    assert_eq!(article.toponyms[0].position, Some((5.55, -0.2)));
}

#[test]
fn toponyms_are_marked_in_paragraphs() {
    let text =
        "# Made up.\n## one\n{Togolese|TG||} trucks reached {Accra|GH|5.55|-0.2} by {sea|-|1|1}.\n## two\nNothing.\n";
    let articles = places::parse(text).expect("articles");
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].text, "Togolese trucks reached Accra by sea.\n");
    let found: Vec<_> =
        articles[0].toponyms.iter().map(|one| (words(&articles[0].text, one.span), one.position)).collect();
    assert_eq!(found, [("Togolese", None), ("Accra", Some((5.55, -0.2))), ("sea", Some((1.0, 1.0)))]);
    assert_eq!(articles[0].toponyms[2].alpha2, None);
    for (bad, message) in
        [("words", "line 1: no heading before it"), ("## a\n{Accra|GH}", "line 2"), ("## a\n{Accra", "line 2")]
    {
        assert!(format!("{:#}", places::parse(bad).expect_err(bad)).contains(message), "{bad}");
    }
}

#[test]
fn distances_are_those_of_the_earth() {
    let (accra, lome, opposite) = ((5.55, -0.2), (6.13, 1.22), (-5.55, 179.8));
    for (from, to, km) in [(accra, accra, 0.0), (accra, lome, 170.0), (accra, opposite, 20015.0)] {
        assert!((places::distance_km(from, to) - km).abs() < 2.0, "{from:?} {to:?}");
    }
}

#[test]
fn judgements_have_labels() {
    let found =
        factuality::parse("ud_sent_id\thead\tvalue\tsure\ns-1\t4\t-1.43\t1.0\ns-1\t7\t0.9\t1.0\n").expect("judgements");
    let label = |word: &str| factuality::label(found[&("s-1".to_owned(), word.to_owned())]);
    assert_eq!((label("4"), label("7"), found.len()), ("not", "happened", 2));
}

const CHAINS: &str = "# newdoc id = a
# sent_id = a-1
# text = Ama's aunt met Ama herself.
1\tAma\t_\tDiscourse=x|Entity=(1(2)
2\t's\t_\t_
3\taunt\t_\tEntity=1)
4\tmet\t_\t_
5\tAma\t_\tEntity=(2
6\therself\t_\tEntity=2)(1)
7\t.\t_\t_
";

#[test]
fn brackets_become_chains() {
    let document = conll::parse(CHAINS).remove(0);
    let mut found: Vec<Vec<&str>> = coreference::gold(&document)
        .iter()
        .map(|chain| chain.iter().map(|span| words(&document.text, *span)).collect())
        .collect();
    found.iter_mut().for_each(|chain| chain.sort_unstable());
    assert_eq!(found, [["Ama's aunt", "herself"], ["Ama", "Ama herself"]]);
}

fn chains(of: &[&[u32]]) -> Chains {
    of.iter().map(|chain| chain.iter().map(|at| Span::new(*at, at + 1)).collect::<HashSet<Span>>()).collect()
}

/// The example of Luo (2005): one gold chain of five, two of two and five, and answers to it.
#[test]
fn chains_score_as_in_the_literature() {
    let gold = chains(&[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]]);
    let joined = chains(&[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]]);
    let one = chains(&[&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]);
    let table = [(&gold, [1.0, 1.0, 1.0]), (&joined, [0.947, 0.865, 0.733]), (&one, [0.900, 0.545, 0.294])];
    for (found, expected) in table {
        let scores = [muc(&gold, found).f1(), b_cubed(&gold, found).f1(), ceaf(&gold, found).f1()];
        for (score, expected) in scores.into_iter().zip(expected) {
            assert!((score - expected).abs() < 0.001, "{scores:?}");
        }
    }
    assert_eq!(muc(&gold, &Chains::new()).f1(), 0.0);
}

#[test]
fn attributions_become_statements() {
    let text = "“Né,” Ama said, “and fed.” Reportedly.";
    let annotations = "T1\tSource 6 9\tAma\nT2\tCue 10 14\tsaid\nT3\tContent 0 5;16 26\t“Né,” “and fed.”\n\
        T4\tCue 27 37\tReportedly\nE1\tAttribution:T9 Content:T3 Cue:T2 Source:T1\nE2\tAttribution-no-source:T8 Cue:T4\n";
    let found = statements::parse(annotations, text);
    let of = |spans: &[Span]| spans.iter().map(|span| words(text, *span)).collect::<Vec<_>>();
    assert_eq!(found.len(), 2);
    assert_eq!((of(&found[0].source), of(&found[0].cue)), (vec!["Ama"], vec!["said"]));
    assert_eq!(of(&found[0].content), ["“Né,”", "“and fed.”"]);
    assert_eq!((of(&found[1].source), of(&found[1].cue)), (vec![], vec!["Reportedly"]));
}

#[test]
fn contents_are_like_by_what_they_share() {
    let span = Span::new;
    let table = [
        (span(0, 10), vec![span(0, 10)], 1.0),
        (span(0, 10), vec![span(5, 15)], 1.0 / 3.0),
        (span(0, 10), vec![span(0, 4), span(6, 10)], 0.8),
        (span(0, 10), vec![], 0.0),
    ];
    for (ours, pieces, expected) in table {
        assert!((statements::likeness(ours, &pieces) - expected).abs() < 1e-9, "{ours:?} {pieces:?}");
    }
}

const TRIGGERS: &str = r#"<?xml version="1.0" ?><Document doc_id="1">
<token number="0" sentence="0" t_id="1">AT&amp;T</token>
<token number="1" sentence="0" t_id="2">may</token>
<token number="2" sentence="0" t_id="3">buy</token>
<token number="0" sentence="1" t_id="4">Talks</token>
<token number="1" sentence="1" t_id="5">broke</token>
<token number="2" sentence="1" t_id="6">down</token>
<Markables>
<EVENT_MENTION certainty="POSSIBLE" m_id="1" polarity="POS" special_cases="NONE" time="FUTURE">
<token_anchor t_id="3"/>
</EVENT_MENTION>
<EVENT_MENTION certainty="CERTAIN" m_id="2" polarity="POS" special_cases="NONE" time="NON_FUTURE">
<token_anchor t_id="5"/>
<token_anchor t_id="6"/>
</EVENT_MENTION>
<EVENT_MENTION certainty="UNDERSPECIFIED" m_id="3" polarity="POS" special_cases="NONE" time="NON_FUTURE">
<token_anchor t_id="4"/>
</EVENT_MENTION>
<EVENT_MENTION certainty="CERTAIN" m_id="4" polarity="POS" special_cases="NONE" time="NON_FUTURE"/>
</Markables></Document>"#;

#[test]
fn event_mentions_become_labels() {
    let article = triggers::parse(TRIGGERS);
    let found: Vec<_> = article.events.iter().map(|told| (words(&article.text, told.span), told.label)).collect();
    assert_eq!(article.text, "AT&T may buy\nTalks broke down");
    assert_eq!(found, [("buy", Some("not")), ("broke down", Some("happened")), ("Talks", None)]);
}

#[test]
fn figures_come_from_counts_and_labels() {
    let counts = Counts::new(2, 4, 3);
    assert_eq!(counts.to_string(), "P 0.667  R 0.500  F1 0.571  gold 4  predicted 3");
    assert_eq!(Counts::default().f1(), 0.0);
    let mut labels = Labels::default();
    for (gold, found) in [("a", Some("a")), ("a", Some("b")), ("b", Some("b")), ("b", None)] {
        labels.add(gold, found);
    }
    assert_eq!((labels.accuracy(), labels.answered()), (0.5, 0.75));
    assert!((labels.macro_f1() - (2.0 / 3.0 + 0.5) / 2.0).abs() < 1e-9);
}
