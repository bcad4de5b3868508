//! What holds of every text: no panic, spans inside it, consistent events, the same record whatever is read beside it.

use verbale::record::{Date, Record, Report, Span};

const NEWS: &str = include_str!("../../../examples/ceasefire-talks.txt");

/// Texts that nobody writes, and that come in all the same.
fn odd_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " \n\t\u{a0}",
        ".",
        "“”‘’«»",
        "\u{202e}متى التقى الوزيران؟ في جنيف\u{202c}",
        "Ve\u{301}rite\u{301}\u{300}\u{301} met Zoë\u{200d}🧑‍🤝‍🧑 in 東京.",
        "MINISTERS MET IN GENEVA ON TUESDAY AND AGREED NOTHING",
        "On 31 February 2024, 99999999999999999999 people, $1e400 and -3 tanks met on the 45th of Smarch.",
        "said said said said said said said said",
        "\u{0}\u{1}\u{7f}\u{feff}The army\u{0}shelled the town.",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("a".repeat(20_000));
    texts.push("the minister met the minister of the ministry ".repeat(300));
    texts.push("\n".repeat(5_000));
    texts
}

/// The example report with pieces cut out, doubled and swapped: the same ones in every run.
fn broken_news() -> Vec<String> {
    let letters: Vec<char> = NEWS.chars().collect();
    let mut state = 0x9e37_79b9_u32;
    let mut draw = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    (0..40)
        .map(|_| {
            let mut text = letters.clone();
            for _ in 0..6 {
                let (at, length) = (draw(text.len()), draw(60));
                let piece: Vec<char> = text[at..(at + length).min(text.len())].to_vec();
                let to = draw(text.len());
                match draw(3) {
                    0 => drop(text.splice(to..to, piece)),
                    1 => drop(text.drain(at..(at + length).min(text.len()))),
                    _ => text[at] = ['“', '.', '\n', '’', '7', 'é'][draw(6)],
                }
            }
            text.into_iter().collect()
        })
        .collect()
}

fn report(text: &str) -> Report {
    let published: Option<Date> = "2024-05-14".parse().ok();
    Report { id: "odd".to_owned(), published, text: text.to_owned(), ..Report::default() }
}

/// Every span of the record.
fn spans(record: &Record) -> Vec<Span> {
    let mut spans: Vec<Span> = record.sentences.iter().map(|sentence| sentence.span).collect();
    for entity in &record.entities {
        spans.extend(entity.mentions.iter().map(|mention| mention.span));
        spans.extend(entity.country.iter().chain(&entity.sectors).chain(&entity.office).map(|f| f.evidence.span));
    }
    for event in &record.events {
        spans.extend(event.triggers.iter().map(|trigger| trigger.span));
        spans.extend(event.date.iter().map(|date| date.span));
        spans.extend(event.sizes.iter().map(|size| size.span));
        spans.extend(event.content.iter().map(|content| content.span));
        spans.extend(event.condition.iter().map(|condition| condition.span));
    }
    spans.extend(record.notes.iter().filter_map(|note| note.span));
    spans
}

fn check(record: &Record) {
    let text = &record.report.text;
    for span in spans(record) {
        assert!(text.get(span.range()).is_some(), "{span:?} is not inside {text:?}");
    }
    for event in &record.events {
        assert!(!event.triggers.is_empty());
        let recipients = event.recipients.iter().map(|recipient| recipient.value);
        for id in event.actors.iter().chain(&event.hosts).map(|role| role.value).chain(recipients.clone()) {
            assert!(id.index() < record.entities.len());
        }
        for id in recipients {
            assert!(event.actors.iter().all(|actor| actor.value != id), "both actor and recipient in {text:?}");
        }
        if let Some(date) = &event.date {
            assert!(date.start.is_none() || date.end.is_none() || date.start <= date.end, "{date:?} in {text:?}");
        }
    }
}

#[test]
fn odd_and_broken_texts() {
    let reader = verbale::Reader::bundled().expect("sound files");
    for text in odd_texts().into_iter().chain(broken_news()) {
        check(&reader.read(&report(&text)));
    }
}

#[test]
fn the_same_record_whatever_is_read_beside_it() {
    let reader = verbale::Reader::bundled().expect("sound files");
    let texts: Vec<String> = [NEWS.to_owned()].into_iter().chain(broken_news().into_iter().take(7)).collect();
    let alone: Vec<Record> =
        texts.iter().map(|text| verbale::Reader::bundled().expect("sound files").read(&report(text))).collect();
    std::thread::scope(|scope| {
        for (text, alone) in texts.iter().zip(&alone).rev() {
            let reader = &reader;
            scope.spawn(move || assert_eq!(&reader.read(&report(text)), alone));
        }
    });
}
