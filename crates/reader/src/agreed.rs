//! What is agreed on, where nobody has agreed: in "no agreement on a ceasefire was reached" and "if they agree to talks" there is
//! no ceasefire and there are no talks yet.

use verbale_knowledge::Knowledge;

use crate::happenings::Happening;
use crate::labels::Scored;
use crate::spotted::Spotted;
use crate::text::{Text, Words};

/// The kind of cue whose object is not there unless it is.
const ACCORD: &str = "accord";
/// Labels under which an agreement is none.
const OPEN: [&str; 2] = ["negation", "hypothetical"];
/// What their object is then, and the score that it gets.
const HYPOTHETICAL: &str = "hypothetical";
const SCORE: f32 = 0.5;
/// What may stand between an agreement and its object, and how many words after the first.
const LINKS: [&str; 4] = ["on", "to", "of", "for"];
const WORDS_BETWEEN_MAX: u32 = 3;

/// Makes events hypothetical that have no label (score over `least`) and are the object of an agreement that is none.
pub fn settle(
    text: &Text,
    knowledge: &Knowledge,
    spotted: &Spotted,
    happenings: &[Happening],
    aux: &mut [Vec<Scored>],
    least: f32,
) {
    let is_open =
        |labels: &[Scored]| labels.iter().any(|(label, score)| OPEN.contains(&label.as_str()) && *score > least);
    let open = happenings.iter().zip(&*aux).filter(|(_, labels)| is_open(labels));
    let words = open.flat_map(|(happening, _)| &happening.triggers).map(|&t| spotted.triggers[t].words);
    let agreements: Vec<Words> = words.filter(|words| knowledge.is_cue(text.word(words.last), ACCORD)).collect();
    for (happening, labels) in happenings.iter().zip(aux) {
        let [trigger] = happening.triggers[..] else { continue };
        let words = spotted.triggers[trigger].words;
        let is_object = agreements.iter().any(|agreement| follows(text, *agreement, words));
        if is_object && labels.iter().all(|(_, score)| *score <= least) {
            labels.iter_mut().filter(|(label, _)| label == HYPOTHETICAL).for_each(|(_, score)| *score = SCORE);
        }
    }
}

/// "agreement on a ceasefire", "agree to new talks".
fn follows(text: &Text, agreement: Words, object: Words) -> bool {
    let between = agreement.last + 1..object.first;
    let is_near = object.first > agreement.last + 1 && between.len() as u32 <= 1 + WORDS_BETWEEN_MAX;
    is_near
        && text.sentence(agreement.last) == text.sentence(object.first)
        && LINKS.contains(&text.word(agreement.last + 1))
        && between.into_iter().all(|word| text.word(word).chars().all(char::is_alphabetic))
}
