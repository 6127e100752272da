//! Invented news in any amount: what archives are measured and tortured with.
//!
//! Persons are made up; only states and cities are real. Five articles in a row tell of one happening, in four
//! outlets, one of them a copy of another.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// Articles on one happening.
const STORY: u64 = 5;

/// A sequence of numbers (`SplitMix64`, Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.roll() % most as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// A state, its capital, and what its people are called.
const STATES: [(&str, &str, &str); 24] = [
    ("Norway", "Oslo", "Norwegian"),
    ("Finland", "Helsinki", "Finnish"),
    ("Estonia", "Tallinn", "Estonian"),
    ("Poland", "Warsaw", "Polish"),
    ("Hungary", "Budapest", "Hungarian"),
    ("Portugal", "Lisbon", "Portuguese"),
    ("Greece", "Athens", "Greek"),
    ("Turkey", "Ankara", "Turkish"),
    ("Egypt", "Cairo", "Egyptian"),
    ("Kenya", "Nairobi", "Kenyan"),
    ("Ghana", "Accra", "Ghanaian"),
    ("Senegal", "Dakar", "Senegalese"),
    ("Jordan", "Amman", "Jordanian"),
    ("Qatar", "Doha", "Qatari"),
    ("India", "New Delhi", "Indian"),
    ("Nepal", "Kathmandu", "Nepalese"),
    ("Japan", "Tokyo", "Japanese"),
    ("Vietnam", "Hanoi", "Vietnamese"),
    ("Indonesia", "Jakarta", "Indonesian"),
    ("Australia", "Canberra", "Australian"),
    ("Canada", "Ottawa", "Canadian"),
    ("Mexico", "Mexico City", "Mexican"),
    ("Brazil", "Brasilia", "Brazilian"),
    ("Chile", "Santiago", "Chilean"),
];

const FIRST_NAMES: [&str; 16] = [
    "Anna", "Boris", "Clara", "Daniel", "Elena", "Felix", "Greta", "Henrik", "Irene", "Jonas",
    "Karla", "Lukas", "Marta", "Nils", "Olga", "Pavel",
];

/// Syllables of invented surnames.
const SYLLABLES: [&str; 16] = [
    "bal", "cor", "den", "fal", "gor", "hal", "kes", "lim", "mor", "nev", "ost", "pral", "rin",
    "sol", "tav", "vel",
];

const OUTLETS: [&str; 12] = [
    "The Harbour Gazette",
    "Northern Courier",
    "Evening Ledger",
    "The Strait Times Herald",
    "Daily Meridian",
    "Continental Post",
    "The Valley Observer",
    "Capital Dispatch",
    "The Lighthouse",
    "Morning Register",
    "The Plains Tribune",
    "Island Chronicle",
];

const MATTERS: [&str; 10] = [
    "fishing rights",
    "a gas pipeline",
    "the exchange of prisoners",
    "a ceasefire",
    "visa rules",
    "the border crossing",
    "grain exports",
    "the water of the river",
    "a trade agreement",
    "the rescue of migrants at sea",
];

/// Sentences of the background: nobody says or does anything to anybody in them.
const BACKGROUND: [&str; 16] = [
    "The road to the coast is long, and in winter it is often closed for weeks.",
    "Prices in the markets have risen since the summer, and bread is dear.",
    "The old harbour lies half empty now, though the cranes are still painted every year.",
    "It rained for most of the day, and the square in front of the building stayed dark.",
    "The valley has been poor for as long as people can remember.",
    "In the cafés near the station the television was on all afternoon.",
    "Trade across the river once made the region rich.",
    "The matter is older than most of the people who live with it.",
    "Schools in the north have been short of teachers for a decade.",
    "A bridge was begun here twenty years ago and never finished.",
    "The hotel, a grey block from the seventies, has a view of the bay.",
    "Winters are mild on this side of the mountains and harsh on the other.",
    "There is little work in the villages, and the young move to the cities.",
    "The map on the wall of the hall shows borders that no longer exist.",
    "Ships wait for days at the mouth of the canal when the fog is thick.",
    "The archive of the old ministry fills three cellars and smells of dust.",
];

/// What is said and done. `{a}` and `{b}` are ministers, `{A}` and `{B}` their states, `{p}` and `{q}` the peoples'
/// adjectives, `{m}` the matter, `{n}` a number, `{c}` a city.
const SENTENCES: [&str; 20] = [
    "\"We have come a long way on {m}, and we will not turn back now,\" {a} told reporters.",
    "{b} said that {B} would sign as soon as the text was ready.",
    "The {p} government has accused {B} of delaying the talks.",
    "{B} rejected the accusation on Monday.",
    "{a} called for {n} observers to be sent to the border.",
    "According to {b}, the two sides still differ over {m}.",
    "The {q} parliament approved the plan by {n} votes.",
    "{A} has promised aid of {n} million dollars.",
    "\"Nobody should expect a quick result,\" {b} said.",
    "{a} thanked {B} for its patience.",
    "The {p} opposition criticised the agreement.",
    "Officials of both countries will meet again in {c} next month.",
    "{b} warned that {B} would close the crossing if the talks failed.",
    "The {q} president did not comment on {m}.",
    "{A} withdrew {n} soldiers from the border region in spring.",
    "{a} demanded that {B} release the crews of {n} ships.",
    "Some {n} people protested in {c} against the plan.",
    "{b} denied that {B} had broken its word.",
    "{A} and {B} signed a first accord on {m} three years ago.",
    "\"That is a matter for the experts,\" {a} said when asked about {m}.",
];

/// The `number`-th article of an endless series: one object of `chancery read`'s input.
pub(crate) fn article(number: u64) -> Value {
    let (story, part) = (number / STORY, number % STORY);
    let mut dice = Dice(story.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let first = dice.below(STATES.len());
    let second = (first + 1 + dice.below(STATES.len() - 1)) % STATES.len();
    let (a, b) = (person(&mut dice), person(&mut dice));
    let matter = dice.pick(&MATTERS);
    let city = STATES[dice.below(STATES.len())].1;
    let day =
        jiff::civil::date(2020, 1, 1) + jiff::Span::new().days((dice.roll() % 1826).cast_signed());
    // What is the story's ends here; what is the article's begins. The last one copies the one before.
    let own = if part == STORY - 1 { part - 1 } else { part };
    let mut dice = Dice((story * STORY + own).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bd1_e995);
    let delegates = 2 + dice.below(30);
    let fill = |sentence: &str, dice: &mut Dice| {
        let n = (3 + dice.below(90)).to_string();
        [
            ("{a}", a.as_str()),
            ("{b}", b.as_str()),
            ("{A}", STATES[first].0),
            ("{B}", STATES[second].0),
            ("{p}", STATES[first].2),
            ("{q}", STATES[second].2),
            ("{m}", matter),
            ("{c}", city),
            ("{n}", n.as_str()),
        ]
        .iter()
        .fold(sentence.to_owned(), |text, (mark, value)| text.replace(mark, value))
    };
    let weekday = match day.weekday() {
        jiff::civil::Weekday::Monday => "Monday",
        jiff::civil::Weekday::Tuesday => "Tuesday",
        jiff::civil::Weekday::Wednesday => "Wednesday",
        jiff::civil::Weekday::Thursday => "Thursday",
        jiff::civil::Weekday::Friday => "Friday",
        jiff::civil::Weekday::Saturday => "Saturday",
        jiff::civil::Weekday::Sunday => "Sunday",
    };
    let mut text = fill(
        &format!(
            "{{p}} Foreign Minister {{a}} met {{q}} Foreign Minister {{b}} in {{c}} on {weekday} to discuss {{m}}. \
             {delegates} delegates took part in the talks."
        ),
        &mut dice,
    );
    for _ in 0..9 {
        text.push_str("\n\n");
        for sentence in 0..4 {
            let of: &[&str] = if sentence == 0 { &SENTENCES } else { &BACKGROUND };
            let chosen = dice.pick(of);
            let gap = if sentence == 0 { "" } else { " " };
            let _ = write!(text, "{gap}{}", fill(chosen, &mut dice));
        }
    }
    let outlet = OUTLETS[((story + part * 5) % OUTLETS.len() as u64) as usize];
    json!({
        "id": format!("synthetic-{number:07}"),
        "title": fill("{A} and {B} talk about {m} in {c}", &mut dice),
        "publisher": outlet,
        "published": day.to_string(),
        "text": text,
    })
}

fn person(dice: &mut Dice) -> String {
    let mut surname = String::new();
    for _ in 0..2 {
        surname.push_str(dice.pick(&SYLLABLES));
    }
    let capital = surname[..1].to_uppercase();
    format!("{} {capital}{}", dice.pick(&FIRST_NAMES), &surname[1..])
}

#[cfg(test)]
mod tests {
    use super::article;

    #[test]
    fn the_series_is_always_the_same_and_its_articles_are_not() {
        assert_eq!(article(7), article(7));
        assert_ne!(article(7)["text"], article(8)["text"]);
        assert_eq!(article(3)["text"], article(4)["text"]);
        assert!(article(12)["text"].as_str().is_some_and(|text| !text.contains('{')));
    }
}
