use crate::person::Gender;
use crate::table;
use rustc_hash::FxHashMap;

/// How often a given name is a man's and a woman's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenName {
    /// Men of public life counted with it.
    pub men: u16,
    /// Women of public life counted with it.
    pub women: u16,
}

impl GivenName {
    /// Woman or man, if nine in ten bearers are.
    pub fn gender(self) -> Option<Gender> {
        let all = self.men + self.women;
        if self.men * 10 >= all * 9 {
            Some(Gender::Male)
        } else if self.women * 10 >= all * 9 {
            Some(Gender::Female)
        } else {
            None
        }
    }
}

/// The names in lower case, accents folded.
pub(crate) fn read_given_names(table: &'static str) -> FxHashMap<&'static str, GivenName> {
    table::rows::<3>(table)
        .map(|[name, men, women]| {
            // The counts are written by our own generator; a test reads every row.
            (name, GivenName { men: men.parse().unwrap_or(0), women: women.parse().unwrap_or(0) })
        })
        .collect()
}
