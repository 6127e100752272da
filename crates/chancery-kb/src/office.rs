use crate::table;
use std::sync::OnceLock;

/// Kinds of offices, so that "the Danish foreign minister" and *Minister for Foreign Affairs* meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum OfficeClass {
    /// King, queen, emir, sultan, pope.
    Monarch,
    /// President of a state.
    President,
    /// Vice-president.
    VicePresident,
    /// Prime minister, chancellor, chair of a council of ministers.
    HeadOfGovernment,
    /// Deputy prime minister, vice-chancellor.
    DeputyHeadOfGovernment,
    /// Governor-general.
    GovernorGeneral,
    /// Foreign minister, secretary of state.
    ForeignMinister,
    /// Minister or secretary of defence.
    DefenceMinister,
    /// Interior minister, home secretary.
    InteriorMinister,
    /// Finance minister, chancellor of the exchequer, treasury secretary.
    FinanceMinister,
    /// Minister of justice, attorney general.
    JusticeMinister,
    /// Any other minister.
    Minister,
    /// Deputy minister, under-secretary.
    DeputyMinister,
    /// Ambassador, permanent representative.
    Ambassador,
    /// Chief of staff, commander, general.
    Military,
    /// Head of an intelligence service or security council.
    Security,
    /// Speaker or president of a parliament.
    Speaker,
    /// Member of a parliament.
    Legislator,
    /// Leader of a party or of the opposition.
    PartyLeader,
    /// Governor of a province or state, mayor.
    Governor,
    /// Judge, prosecutor.
    Judge,
    /// Governor of a central bank.
    CentralBanker,
    /// Secretary-general or head of an international body.
    SecretaryGeneral,
    /// Anything else.
    Other,
}

/// All classes with the words for them in `data/terms.tsv`, in the order of their numbers.
pub(crate) const CLASSES: [(&str, OfficeClass); 24] = [
    ("monarch", OfficeClass::Monarch),
    ("president", OfficeClass::President),
    ("vice-president", OfficeClass::VicePresident),
    ("head-of-government", OfficeClass::HeadOfGovernment),
    ("deputy-head-of-government", OfficeClass::DeputyHeadOfGovernment),
    ("governor-general", OfficeClass::GovernorGeneral),
    ("foreign-minister", OfficeClass::ForeignMinister),
    ("defence-minister", OfficeClass::DefenceMinister),
    ("interior-minister", OfficeClass::InteriorMinister),
    ("finance-minister", OfficeClass::FinanceMinister),
    ("justice-minister", OfficeClass::JusticeMinister),
    ("minister", OfficeClass::Minister),
    ("deputy-minister", OfficeClass::DeputyMinister),
    ("ambassador", OfficeClass::Ambassador),
    ("military", OfficeClass::Military),
    ("security", OfficeClass::Security),
    ("speaker", OfficeClass::Speaker),
    ("legislator", OfficeClass::Legislator),
    ("party-leader", OfficeClass::PartyLeader),
    ("governor", OfficeClass::Governor),
    ("judge", OfficeClass::Judge),
    ("central-banker", OfficeClass::CentralBanker),
    ("secretary-general", OfficeClass::SecretaryGeneral),
    ("other", OfficeClass::Other),
];

impl OfficeClass {
    pub(crate) fn by_number(number: u8) -> Self {
        CLASSES.get(usize::from(number)).map_or(Self::Other, |(_, class)| *class)
    }

    /// The class that a word of the tables names.
    pub fn by_word(word: &str) -> Option<Self> {
        CLASSES.iter().find(|(name, _)| *name == word).map(|(_, class)| *class)
    }

    /// The class of an office from its title: *Minister of Foreign Affairs*, *Danish foreign minister*.
    ///
    /// The rows of `data/offices.tsv` are tried in order. A title that fits none gives `None`.
    pub fn of_title(title: &str) -> Option<Self> {
        static RULES: OnceLock<Vec<TitleRule>> = OnceLock::new();
        let rules =
            RULES.get_or_init(|| read_title_rules(include_str!("../../../data/offices.tsv")));
        // Hyphens within words stay; everything that parts words becomes one blank.
        let mut words = String::with_capacity(title.len() + 2);
        words.push(' ');
        for word in title.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '.'))) {
            if !word.is_empty() {
                words.extend(word.chars().flat_map(char::to_lowercase));
                words.push(' ');
            }
        }
        rules.iter().find(|rule| rule.fits(&words)).map(|rule| rule.class)
    }

    /// PLOVER sector of those who hold such an office.
    pub fn sector(self) -> Option<&'static str> {
        match self {
            Self::Military => Some("MIL"),
            Self::Security => Some("SPY"),
            Self::Speaker | Self::Legislator => Some("LEG"),
            Self::PartyLeader => Some("PTY"),
            Self::Judge => Some("JUD"),
            Self::SecretaryGeneral | Self::Other => None,
            _ => Some("GOV"),
        }
    }
}

/// A row of `data/offices.tsv`; phrases have a blank at both ends.
struct TitleRule {
    class: OfficeClass,
    wanted: Vec<String>,
    unwanted: Vec<String>,
}

impl TitleRule {
    fn fits(&self, words: &str) -> bool {
        self.wanted.iter().all(|phrase| words.contains(phrase.as_str()))
            && !self.unwanted.iter().any(|phrase| words.contains(phrase.as_str()))
    }
}

fn read_title_rules(table: &'static str) -> Vec<TitleRule> {
    table::rows::<2>(table)
        .filter_map(|[class, words]| {
            let mut parts = words.split(" -");
            let wanted = parts.next()?.split(" + ").map(|phrase| format!(" {phrase} ")).collect();
            let unwanted = parts.map(|phrase| format!(" {phrase} ")).collect();
            Some(TitleRule { class: OfficeClass::by_word(class)?, wanted, unwanted })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_find_their_class() {
        let class = |title| OfficeClass::of_title(title);
        assert_eq!(class("Minister of Foreign Affairs"), Some(OfficeClass::ForeignMinister));
        assert_eq!(class("deputy foreign minister"), Some(OfficeClass::DeputyMinister));
        assert_eq!(class("U.S. Secretary of State"), Some(OfficeClass::ForeignMinister));
        assert_eq!(class("Secretary of State for Transport"), Some(OfficeClass::Minister));
        assert_eq!(class("Chancellor of the Exchequer"), Some(OfficeClass::FinanceMinister));
        assert_eq!(
            class("President of the European Commission"),
            Some(OfficeClass::SecretaryGeneral)
        );
        assert_eq!(class("Vice President"), Some(OfficeClass::VicePresident));
        assert_eq!(class("Governor of the Central Bank"), Some(OfficeClass::CentralBanker));
        assert_eq!(class("carpenter"), None);
    }
}
