//! What becomes one and what stays apart, with codes written by hand.

mod support;

use chancery_union::{Corpus, Disagreement, Kind, Said};
use support::{NOTHING, Telling, Told, Who, add, ids, unite};

const LUND: Who = Who("Ida Lund", "person", "NOR", "prime minister");
const WILK: Who = Who("Marek Wilk", "person", "POL", "president");
const AYDAR: Who = Who("Selin Aydar", "person", "TUR", "foreign minister");
const NORWAY: Who = Who("Norway", "state", "NOR", "");
const POLAND: Who = Who("Poland", "state", "POL", "");
const PRESIDENT: Who = Who("president", "person", "POL", "president");

const MET: Told = Told {
    sources: &[LUND, WILK],
    days: Some(("2031-05-20", "2031-05-20")),
    place: Some(("Warsaw", "POL")),
    ..NOTHING
};
const STRUCK: Told = Told {
    kind: Kind::Event,
    label: "ASSAULT",
    sources: &[NORWAY],
    targets: &[POLAND],
    days: Some(("2031-05-20", "2031-05-20")),
    ..NOTHING
};
const SAID: Told = Told {
    kind: Kind::Statement,
    label: "direct",
    sources: &[LUND],
    words: "the harbour will stay open for every ship that comes in peace",
    ..NOTHING
};

fn corpus(tellings: &[Telling<'_>]) -> Corpus {
    let mut corpus = Corpus::new();
    for telling in tellings {
        add(&mut corpus, *telling);
    }
    corpus
}

/// The groups of articles a, b, c, each with one finding, of one story, published on these days.
fn of(told: &[(&str, &[Told])]) -> Vec<String> {
    let names = ["a", "b", "c", "d"];
    let tellings: Vec<Telling<'_>> = told
        .iter()
        .zip(names)
        .map(|((published, told), name)| Telling(name, published, "story", told))
        .collect();
    unite(&corpus(&tellings))
}

#[test]
fn a_meeting_planned_and_held_is_one() {
    let groups = of(&[
        ("2031-05-18", &[Told { status: "planned", place: None, ..MET }]),
        ("2031-05-20", &[MET]),
        ("2031-05-21", &[Told { days: None, ..MET }]),
    ]);
    assert_eq!(groups, ["a#m1 b#m1 c#m1"]);
}

#[test]
fn a_meeting_a_week_later_is_another() {
    let later = Told { days: Some(("2031-05-27", "2031-05-27")), ..MET };
    assert!(of(&[("2031-05-20", &[MET]), ("2031-05-27", &[later])]).is_empty());
}

#[test]
fn a_meeting_without_a_day_does_not_chain_two() {
    let groups = of(&[
        ("2031-05-20", &[MET]),
        ("2031-05-23", &[Told { days: None, ..MET }]),
        ("2031-05-23", &[Told { days: Some(("2031-05-23", "2031-05-23")), ..MET }]),
    ]);
    assert_eq!(groups.len(), 1);
    assert!(!groups[0].contains("a#m1") || !groups[0].contains("c#m1"), "{groups:?}");
}

#[test]
fn a_noun_stands_for_the_named_party_of_its_country_and_office() {
    let noun = Told { sources: &[LUND, PRESIDENT], ..MET };
    assert_eq!(of(&[("2031-05-20", &[MET]), ("2031-05-20", &[noun])]).len(), 1);
}

#[test]
fn others_at_the_same_place_and_day_are_another_meeting() {
    let other = Told { sources: &[AYDAR, WILK], ..MET };
    assert!(of(&[("2031-05-20", &[MET]), ("2031-05-20", &[other])]).is_empty());
}

#[test]
fn two_on_the_margins_are_not_the_summit() {
    let summit = Told {
        label: "summit",
        sources: &[LUND, WILK, AYDAR, Who("Jens Holt", "person", "DNK", "foreign minister")],
        ..MET
    };
    assert!(of(&[("2031-05-20", &[MET]), ("2031-05-20", &[summit])]).is_empty());
}

#[test]
fn a_strike_and_the_answer_to_it_are_two() {
    let answer = Told { sources: &[POLAND], targets: &[NORWAY], ..STRUCK };
    assert!(of(&[("2031-05-20", &[STRUCK]), ("2031-05-20", &[answer])]).is_empty());
    assert_eq!(of(&[("2031-05-20", &[STRUCK]), ("2031-05-21", &[STRUCK])]), ["a#e1 b#e1"]);
}

#[test]
fn a_strike_on_the_next_day_is_another() {
    let next = Told { days: Some(("2031-05-21", "2031-05-21")), ..STRUCK };
    assert!(of(&[("2031-05-20", &[STRUCK]), ("2031-05-21", &[next])]).is_empty());
}

#[test]
fn a_strike_elsewhere_is_another() {
    let here = Told { place: Some(("Gdynia", "POL")), ..STRUCK };
    let there = Told { place: Some(("Lublin", "POL")), ..STRUCK };
    let within = Told { place: Some(("", "POL")), ..STRUCK };
    let of_two = |a: Told, b: Told| of(&[("2031-05-20", &[a]), ("2031-05-20", &[b])]);
    assert!(of_two(here, there).is_empty());
    assert_eq!(of_two(here, within).len(), 1);
}

#[test]
fn the_same_words_count_for_one_speaker_only() {
    let other = Told { sources: &[WILK], ..SAID };
    assert!(of(&[("2031-05-20", &[SAID]), ("2031-05-20", &[other])]).is_empty());
    let cut = Told { words: "“stay open for every ship that comes in peace”", ..SAID };
    assert_eq!(of(&[("2031-05-20", &[SAID]), ("2031-05-22", &[cut])]).len(), 1);
    assert!(of(&[("2031-05-20", &[SAID]), ("2031-06-22", &[SAID])]).is_empty());
}

#[test]
fn other_stories_need_the_same_two_on_the_same_named_day() {
    let stories = |told: &[Told]| {
        unite(&corpus(&[
            Telling("a", "2031-05-20", "one", &[MET]),
            Telling("b", "2031-05-20", "other", told),
        ]))
    };
    assert_eq!(stories(&[MET]).len(), 1);
    assert!(stories(&[Told { days: None, ..MET }]).is_empty());
}

#[test]
fn an_article_s_own_meetings_stay_two() {
    assert!(of(&[("2031-05-20", &[MET, MET])]).is_empty());
}

#[test]
fn where_reports_differ_is_kept_with_who_says_so() {
    let corpus = corpus(&[
        Telling("a", "2031-05-18", "s", &[Told { status: "planned", place: None, ..MET }]),
        Telling("b", "2031-05-20", "s", &[Told { numbers: &[(12, "officials")], ..MET }]),
        Telling(
            "c",
            "2031-05-20",
            "s",
            &[Told { numbers: &[(15, "senior officials")], place: Some(("Krakow", "POL")), ..MET }],
        ),
    ]);
    let groups = corpus.unite(&corpus.entities());
    assert_eq!(groups.len(), 1);
    let group = &groups[0];
    assert_eq!(ids(&corpus, group), "a#m1 b#m1 c#m1");
    assert_eq!((group.status.as_str(), group.origins, group.outlets), ("occurred", 3, 3));
    assert_eq!(group.first_day.as_deref(), Some("2031-05-20"));
    let line = |point: &Disagreement| {
        let values = point.values.iter().map(|(value, reports)| {
            let ids: Vec<String> = reports.iter().map(|report| corpus.report_id(*report)).collect();
            format!("{value} = {}", ids.join(" "))
        });
        format!("{}: {}", point.about, values.collect::<Vec<_>>().join(", "))
    };
    let lines: Vec<String> = group.disagreements.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "status: occurred = b#m1 c#m1, planned = a#m1",
            "where: Warsaw = b#m1, Krakow = c#m1",
            "numbers: 12 officials = b#m1, 15 senior officials = c#m1",
        ]
    );
}

#[test]
fn what_somebody_has_said_wins() {
    let later = Told { days: Some(("2031-05-27", "2031-05-27")), ..MET };
    let tellings = [
        Telling("a", "2031-05-20", "s", &[MET]),
        Telling("b", "2031-05-20", "s", &[MET]),
        Telling("c", "2031-05-27", "s", &[later]),
    ];
    let mut parted = corpus(&tellings);
    parted.say_of_reports("b#m1", "a#m1", Said::Different);
    parted.say_of_reports("c#m1", "b#m1", Said::Same);
    assert_eq!(unite(&parted), ["b#m1 c#m1"]);
    let mut joined = corpus(&tellings);
    joined.say_of_reports("a#m1", "c#m1", Said::Same);
    joined.say_of_reports("a#m1", "gone#m1", Said::Same);
    assert_eq!(unite(&joined)[0], "a#m1 c#m1");
}

#[test]
fn order_does_not_matter() {
    let tellings = [
        Telling("d", "2031-05-21", "s", &[MET, STRUCK, SAID]),
        Telling("a", "2031-05-20", "s", &[SAID, MET]),
        Telling("c", "2031-05-20", "t", &[MET, STRUCK]),
        Telling("b", "2031-05-20", "s", &[STRUCK, Told { days: None, ..MET }]),
    ];
    let expected = unite(&corpus(&tellings));
    assert_eq!(expected.len(), 3, "{expected:?}");
    for turn in 0..24 {
        let mut left: Vec<Telling<'_>> = tellings.to_vec();
        let mut shuffled = Vec::new();
        for (n, divisor) in [(4, 6), (3, 2), (2, 1), (1, 1)] {
            shuffled.push(left.remove(turn / divisor % n));
        }
        assert_eq!(unite(&corpus(&shuffled)), expected);
    }
}
