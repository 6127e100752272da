//! How likely a statement is right, as its rule has been measured.

/// By rule (its name without the layer), in order: the share of its statements that were right, and their mean log-odds as
/// [`super::select::log_odds`] reckons them. Right is a statement of which half of content and speaker agree
/// with the gold (PolNeAR 1.0.0, 499 articles of its training part; small numbers are drawn towards the mean of
/// all rules). Nested statements are left out, for the gold has none.
const MEASURED: [(&str, f32, f32); 32] = [
    ("according-to", 0.81, 2.3),        // of 236
    ("adjective", 0.53, 0.2),           // of 113
    ("adverb", 0.42, 0.0),              // of 26
    ("as-clause", 0.55, 1.9),           // of 47
    ("call-for", 0.78, 1.6),            // of 37
    ("clause", 0.81, 2.5),              // of 3187
    ("colon-paragraph", 0.64, 2.1),     // of 18
    ("gerund", 0.73, 1.1),              // of 44
    ("headline", 0.76, 1.5),            // of 55
    ("idiom", 0.67, 0.9),               // of 123
    ("infinitive", 0.57, 1.1),          // of 437
    ("is-that", 0.64, 0.2),             // of 7
    ("later-clause", 0.69, 1.8),        // of 31
    ("naming", 0.67, 2.3),              // of 105
    ("noun", 0.40, 0.2),                // of 260
    ("object", 0.55, 0.5),              // of 1707
    ("object-phrase", 0.65, 1.5),       // of 375
    ("opinion", 0.29, 0.2),             // of 19
    ("parenthesis", 0.71, 1.9),         // of 144
    ("passive", 0.65, 0.3),             // of 270
    ("person-infinitive", 0.61, 1.5),   // of 120
    ("quotation-according", 0.79, 2.3), // of 2
    ("quotation-after", 0.96, 4.4),     // of 1804
    ("quotation-before", 0.87, 2.7),    // of 317
    ("quotation-colon", 0.66, 1.4),     // of 22
    ("seems", 0.51, 0.2),               // of 145
    ("small-clause", 0.67, 1.0),        // of 110
    ("small-quotation", 0.66, 2.3),     // of 28
    ("support-verb", 0.68, 0.9),        // of 104
    ("tag-line", 0.72, 2.7),            // of 7
    ("transcript", 0.29, 2.2),          // of 71
    ("verb-phrase", 0.55, 0.7),         // of 508
];

/// The mean of all rules, for a rule that has not been measured.
const MEAN: (f32, f32) = (0.73, 1.9);

/// By how much a point of doubt or trust moves the odds: measured, the points tell a little less than they
/// say.
const SLOPE: f32 = 0.8;

/// The share of such statements that are right: the rule's, moved by what speaks for and against this one.
pub(super) fn confidence(rule: &str, log_odds: f32) -> f32 {
    let name = rule.strip_prefix("statement/").unwrap_or(rule);
    let place = MEASURED.binary_search_by(|(listed, ..)| (*listed).cmp(name));
    let (share, mean) = place.map_or(MEAN, |place| (MEASURED[place].1, MEASURED[place].2));
    let moved = (share / (1.0 - share)).ln() + SLOPE * (log_odds.clamp(-3.0, 4.6) - mean);
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
