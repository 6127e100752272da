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
pub(crate) const CLASSES: [(&str, OfficeClass); 23] = [
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
