//! How likely a statement is right, as its rule has been measured.

/// By rule (its name without the layer), in order: the share of its statements that were right, and their mean log-odds as
/// [`super::select::log_odds`] reckons them. Right is a statement of which half of content and speaker agree
/// with the gold (PolNeAR 1.0.0, the 840 articles of its training part; small numbers are drawn towards the mean of
/// all rules). Nested statements are left out, for the gold has none.
const MEASURED: [(&str, f32, f32); 33] = [
    ("according-to", 0.82, 1.5),        // of 413
    ("adjective", 0.54, -0.1),          // of 208
    ("adverb", 0.37, -0.4),             // of 40
    ("as-clause", 0.65, 0.2),           // of 70
    ("call-for", 0.77, 1.2),            // of 65
    ("clause", 0.83, 1.6),              // of 5190
    ("colon-paragraph", 0.65, 0.5),     // of 30
    ("gerund", 0.74, 1.1),              // of 65
    ("headline", 0.79, 1.3),            // of 95
    ("idiom", 0.62, 0.5),               // of 175
    ("in-a-poll", 0.76, 0.5),           // of 17
    ("infinitive", 0.59, 0.4),          // of 706
    ("is-that", 0.71, 0.5),             // of 13
    ("later-clause", 0.80, 1.2),        // of 42
    ("naming", 0.72, 0.9),              // of 201
    ("noun", 0.46, -0.3),               // of 448
    ("object", 0.58, 0.3),              // of 2605
    ("object-phrase", 0.72, 0.9),       // of 561
    ("opinion", 0.71, 0.0),             // of 6
    ("parenthesis", 0.70, 1.0),         // of 251
    ("passive", 0.62, 0.5),             // of 489
    ("person-infinitive", 0.67, 0.6),   // of 203
    ("quotation-according", 0.73, 0.8), // of 7
    ("quotation-after", 0.97, 3.5),     // of 3133
    ("quotation-before", 0.88, 2.0),    // of 515
    ("quotation-colon", 0.57, 0.2),     // of 42
    ("seems", 0.48, 0.0),               // of 250
    ("small-clause", 0.70, 0.7),        // of 184
    ("small-quotation", 0.79, 0.8),     // of 48
    ("support-verb", 0.67, 0.8),        // of 163
    ("tag-line", 0.63, 0.6),            // of 9
    ("transcript", 0.35, 0.4),          // of 87
    ("verb-phrase", 0.60, 0.3),         // of 825
];

/// The mean of all rules, for a rule that has not been measured.
const MEAN: (f32, f32) = (0.75, 1.4);

/// The share of such statements that are right: the rule's, moved by what speaks for and against this one.
pub(super) fn confidence(rule: &str, log_odds: f32) -> f32 {
    let name = rule.strip_prefix("statement/").unwrap_or(rule);
    let place = MEASURED.binary_search_by(|(listed, ..)| (*listed).cmp(name));
    let (share, mean) = place.map_or(MEAN, |place| (MEASURED[place].1, MEASURED[place].2));
    let moved = (share / (1.0 - share)).ln() + log_odds.clamp(-3.0, 4.6) - mean;
    let likely = 1.0 / (1.0 + (-moved).exp());
    (likely * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_points_move_the_share() {
        assert!(MEASURED.is_sorted_by(|a, b| a.0 < b.0));
        assert!(confidence("statement/object", 2.0) > confidence("statement/object", 0.0));
        assert!(confidence("statement/quotation-after", 4.4) > 0.9);
    }
}
