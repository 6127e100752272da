/// The number of the month that a word names, in full or by its first three letters (`Sept` too), with or without a
/// full stop, in upper or lower case.
pub fn month_of(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.strip_suffix('.').unwrap_or(word);
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    let at = MONTHS.iter().position(|month| is(month) || is(&month[..3]));
    at.map(|at| at as i8 + 1).or_else(|| is("sept").then_some(9))
}

#[cfg(test)]
mod tests {
    use super::month_of;

    #[test]
    fn months_are_known_in_full_and_short() {
        let months = ["JANUARY", "Feb.", "may", "Sept.", "dec"];
        assert_eq!(months.map(month_of), [Some(1), Some(2), Some(5), Some(9), Some(12)]);
        for word in ["", "Ma", "Sep\u{e9}", "Mayor", "Janu"] {
            assert_eq!(month_of(word), None, "{word}");
        }
    }
}
