//! Numbers and sizes, one line a case: value, unit, `~` where approximate.

use verbale_resolve::number::parse;

fn shown(words: &str) -> String {
    match parse(words) {
        Some(quantity) => {
            let mark = if quantity.approximate { "~" } else { "" };
            format!("{}{mark} {}", quantity.value, quantity.unit.unwrap_or_default()).trim_end().to_owned()
        }
        None => "none".to_owned(),
    }
}

#[test]
fn quantities() {
    let cases = [
        ("176 drones", "176 drones"),
        ("at least 12", "12~"),
        ("at least one shell", "1~ shell"),
        ("dozens of people", "24~ people"),
        ("dozens of rounds of artillery", "24~ rounds of artillery"),
        ("between 30 and 40", "30~"),
        ("30 to 40 fighters", "30~ fighters"),
        ("2,000-3,000 troops", "2000~ troops"),
        ("two or three people", "2~ people"),
        ("three to four thousand men", "3000~ men"),
        ("$60bn (£47bn)", "60000000000 $"),
        ("US$ 20,000", "20000 US$"),
        ("€1.5 million", "1500000 €"),
        ("5 million euros", "5000000 euros"),
        ("1.5m", "1500000"),
        ("two", "2"),
        ("Thirty", "30"),
        ("twenty-one soldiers", "21 soldiers"),
        ("one hundred and fifty people", "150 people"),
        ("two thousand three hundred", "2300"),
        ("three and a half million", "3500000"),
        ("several hundred", "200~"),
        ("several people", "3~ people"),
        ("a couple of men", "2~ men"),
        ("tens of thousands", "20000~"),
        ("hundreds of thousands of refugees", "200000~ refugees"),
        ("hundreds of protesters", "200~ protesters"),
        ("scores", "40~"),
        ("thousands of people", "2000~ people"),
        ("more than 100 civilians", "100~ civilians"),
        ("Over 900", "900~"),
        ("4 million", "4000000"),
        ("10 000 men", "10000 men"),
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("half a million", "500000"),
        ("half a dozen", "6"),
        ("No injuries", "0 injuries"),
        ("a woman", "1 woman"),
        ("nine-country tour", "9 country tour"),
        ("2,000 US ground forces", "2000 US ground forces"),
        ("87 percent", "87 percent"),
        ("87%", "87 %"),
        ("30 of them", "30 them"),
        ("an estimated 600,000 refugees", "600000~ refugees"),
        ("20 or so", "20~"),
        ("hundred", "none"),
        ("many of us", "3~ us"),
        ("people", "none"),
        ("", "none"),
    ];
    let failed: Vec<String> = cases
        .iter()
        .filter(|(words, wanted)| shown(words) != *wanted)
        .map(|(words, wanted)| format!("{words:?}: wanted {wanted}, got {}", shown(words)))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
