//! Names compared: variants of spelling, parts, initials.

/// A name's key (see [`chancery_kb::name_key`]) without what transliterations differ in: `y`, `j` and `i`, doubled
/// letters, `kh`, `ph`, `ou`, `ck`, `w` and apostrophes. *Sergei* and *Sergey*, *Zelensky* and *Zelenskyy*,
/// *Mohammed* and *Mohamed* have one.
pub(crate) fn spelling(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut last = None;
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
        if last != Some(folded) {
            out.push(folded);
            last = Some(folded);
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

/// A full name: its key and its [`spelling`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FullName {
    pub(crate) key: Box<str>,
    pub(crate) spelling: Box<str>,
}

impl FullName {
    pub(crate) fn new(key: &str) -> Self {
        Self { key: key.into(), spelling: spelling(key).into() }
    }

    /// Its first and its last word, as they are spelt.
    pub(crate) fn ends(&self) -> [&str; 2] {
        let first = self.spelling.split(' ').next().unwrap_or_default();
        [first, self.spelling.rsplit(' ').next().unwrap_or_default()]
    }

    /// `None` where they are different names.
    pub(crate) fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.key == other.key {
            return Some(Likeness::Equal);
        }
        if self.spelling == other.spelling {
            return Some(Likeness::Spelling);
        }
        let n_words = |name: &Self| name.spelling.split(' ').count();
        let (short, long) =
            if n_words(self) <= n_words(other) { (self, other) } else { (other, self) };
        let ([short_first, short_last], [long_first, long_last]) = (short.ends(), long.ends());
        if n_words(short) < 2 || !is_same_or_initial(short_first, long_first) {
            return None;
        }
        // The words of the shorter come in this order in the longer.
        let mut rest = long.spelling.split(' ');
        let in_order =
            short.spelling.split(' ').all(|word| rest.any(|other| is_same_or_initial(word, other)));
        let is_beheaded =
            long.spelling.strip_prefix(&*short.spelling).is_some_and(|r| r.starts_with(' '));
        (in_order && (short_last == long_last || is_beheaded)).then_some(Likeness::Shortened)
    }
}

fn is_same_or_initial(a: &str, b: &str) -> bool {
    a == b || (a.len() == 1 && b.starts_with(a)) || (b.len() == 1 && a.starts_with(b))
}

/// States whose people put the family name first.
const FAMILY_NAME_FIRST: [&str; 7] = ["CHN", "TWN", "PRK", "KOR", "VNM", "KHM", "SGP"];

/// The spellings of single names that can stand for a full name: of its last word, and of its first where family names
/// come first.
pub(crate) fn stand_ins(full: &str, country: &str) -> impl Iterator<Item = String> {
    let mut words = full.split(' ').rev();
    let last = words.next().unwrap_or(full);
    let is_suffix = matches!(last, "jr" | "sr" | "ii" | "iii" | "iv");
    let family = if is_suffix { words.next().unwrap_or(last) } else { last };
    let first = full.split(' ').next().filter(|_| FAMILY_NAME_FIRST.contains(&country));
    [Some(family), first].into_iter().flatten().map(spelling)
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

    fn likeness(a: &str, b: &str) -> Option<Likeness> {
        FullName::new(a).likeness(&FullName::new(b))
    }

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
        let of = |full, country| stand_ins(full, country).collect::<Vec<_>>();
        assert_eq!(of("ivan petrov", "RUS"), ["petrov"]);
        assert_eq!(of("joseph carrow jr", "USA"), ["carov"]);
        assert_eq!(of("park ji min", "KOR"), ["min", "park"]);
    }

    #[test]
    fn initials_make_an_acronym() {
        assert!(is_acronym_of("nku", "northern karst union"));
        assert!(is_acronym_of("cbs", "council of the bay states"));
        assert!(!is_acronym_of("nk", "northern karst"));
    }
}
