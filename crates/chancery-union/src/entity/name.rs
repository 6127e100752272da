//! Names compared: variants of spelling, parts, initials.

/// A name's key (see [`chancery_kb::name_key`]) without what transliterations differ in: `y`, `j` and `i`, doubled
/// letters, `kh`, `ph`, `ou`, `ck`, `w` and apostrophes. *Sergei* and *Sergey*, *Zelensky* and *Zelenskyy*,
/// *Mohammed* and *Mohamed* have one.
pub(crate) fn spelling(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut chars = key.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let folded = match (c, next) {
            ('\'', _) => continue,
            ('k' | 'g', Some('h')) | ('c', Some('k')) => {
                chars.next();
                if c == 'c' { 'k' } else { c }
            }
            ('p', Some('h')) => {
                chars.next();
                'f'
            }
            ('o', Some('u')) => {
                chars.next();
                'u'
            }
            ('y' | 'j', _) => 'i',
            ('w', _) => 'v',
            _ => c,
        };
        if !out.ends_with(folded) || folded == ' ' {
            out.push(folded);
        }
    }
    out
}

/// How two full names of people agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// One is the other with middle names or initials left out, or with a first name cut to its initial.
    Shortened,
    /// They differ in what transliterations differ in.
    Spelling,
    /// The same key.
    Equal,
}

/// Compares two keys of two words or more each; `None` where they are different names.
pub(crate) fn likeness(a: &str, b: &str) -> Option<Likeness> {
    if a == b {
        return Some(Likeness::Equal);
    }
    let (spelling_a, spelling_b) = (spelling(a), spelling(b));
    if spelling_a == spelling_b {
        return Some(Likeness::Spelling);
    }
    let words_a: Vec<&str> = spelling_a.split(' ').collect();
    let words_b: Vec<&str> = spelling_b.split(' ').collect();
    let (short, long) =
        if words_a.len() <= words_b.len() { (&words_a, &words_b) } else { (&words_b, &words_a) };
    if short.len() < 2 || !is_same_or_initial(short[0], long[0]) {
        return None;
    }
    // The words of the shorter come in this order in the longer.
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| is_same_or_initial(word, other))).then_some(())?;
    let last_agrees = short.last() == long.last();
    let beheaded = short.len() >= 2 && short[..] == long[..short.len()];
    (last_agrees || beheaded).then_some(Likeness::Shortened)
}

fn is_same_or_initial(a: &str, b: &str) -> bool {
    a == b || (a.len() == 1 && b.starts_with(a)) || (b.len() == 1 && a.starts_with(b))
}

/// States whose people put the family name first.
const FAMILY_NAME_FIRST: [&str; 7] = ["CHN", "TWN", "PRK", "KOR", "VNM", "KHM", "SGP"];

/// Whether a name of one word can stand for a full name: it is the last word, or the words behind a particle
/// (*bin Salman*), or the first word where family names come first.
pub(crate) fn can_stand_for(single: &str, full: &str, country: &str) -> bool {
    let Some((rest, last)) = full.rsplit_once(' ') else { return false };
    let last_is_suffix = matches!(last, "jr" | "sr" | "ii" | "iii" | "iv");
    let family = if last_is_suffix { rest.rsplit(' ').next().unwrap_or(last) } else { last };
    let spelt = spelling(single);
    if spelling(family) == spelt {
        return true;
    }
    let first = full.split(' ').next().unwrap_or(full);
    FAMILY_NAME_FIRST.contains(&country) && spelling(first) == spelt
}

/// Whether capitals are the first letters of a name's words, small words left out: `ecowas`.
pub(crate) fn is_acronym_of(acronym: &str, full: &str) -> bool {
    let letters = || acronym.chars();
    let initials = |skip_small: bool| -> String {
        full.split(' ')
            .filter(|word| {
                !skip_small || !matches!(*word, "of" | "the" | "and" | "for" | "in" | "on")
            })
            .filter_map(|word| word.chars().next())
            .collect()
    };
    letters().count() >= 3 && (initials(true) == acronym || initials(false) == acronym)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_of_spelling_are_one() {
        for (a, b) in [
            ("sergei petrov", "sergey petrov"),
            ("volodymyr zelensky", "volodymyr zelenskyy"),
            ("mohammed khalil", "mohamed kalil"),
        ] {
            assert_eq!(likeness(a, b), Some(Likeness::Spelling), "{a}, {b}");
        }
        assert_eq!(likeness("anna petrova", "anna petrov"), None);
        assert_eq!(likeness("ivan petrov", "igor petrov"), None);
    }

    #[test]
    fn middle_names_and_initials_may_be_left_out() {
        for (a, b) in [
            ("ivan petrov", "ivan sergeyevich petrov"),
            ("i petrov", "ivan petrov"),
            ("ivan p petrov", "ivan petrov"),
            ("kim do", "kim do hyun"),
        ] {
            assert_eq!(likeness(a, b), Some(Likeness::Shortened), "{a}, {b}");
        }
        assert_eq!(likeness("ivan a petrov", "ivan b petrov"), None);
    }

    #[test]
    fn a_surname_stands_for_its_bearer() {
        assert!(can_stand_for("petrov", "ivan petrov", "RUS"));
        assert!(can_stand_for("park", "park ji min", "KOR"));
        assert!(!can_stand_for("ivan", "ivan petrov", "RUS"));
    }

    #[test]
    fn initials_make_an_acronym() {
        assert!(is_acronym_of("nku", "northern karst union"));
        assert!(is_acronym_of("cbs", "council of the bay states"));
        assert!(!is_acronym_of("nk", "northern karst"));
    }
}
