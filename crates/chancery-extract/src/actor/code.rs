//! For whom an actor acts: country, PLOVER sector, CAMEO code.

use std::borrow::Cow;

use chancery_kb::{KnowledgeBase, OrganisationKind, PersonId, StateId};
use chancery_nlp::{Dep, Doc, Pos, TokenId, TokenSpan};
use chancery_text::Article;
use jiff::civil::Date;

use super::candidate::{CandidateId, Class};
use super::draft::Draft;
use super::lexicon::Word;
use super::role::Description;

/// Country and sector, as far as the text and the knowledge base tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Code {
    /// ISO 3166-1 alpha-3, or `IGO`, `UNO` …
    pub(super) country: Option<&'static str>,
    /// PLOVER sector.
    pub(super) sector: Option<&'static str>,
}

impl Code {
    /// What is missing here is taken from `other`.
    fn or(self, other: Self) -> Self {
        Self { country: self.country.or(other.country), sector: self.sector.or(other.sector) }
    }
}

/// What several actors' codes need of the document.
pub(super) struct Context {
    /// The day that terms of office are judged by.
    pub(super) date: Option<Date>,
    /// The state that the text names most, if it stands out.
    home: Option<StateId>,
    /// The only state that the text names.
    only: Option<StateId>,
    /// The state of three mentions of states in five, or more.
    dominant: Option<StateId>,
    /// All states that the text names, by name, people or adjective.
    states: Vec<StateId>,
}

impl Context {
    /// The state that the text is about, if it is about one.
    pub(super) fn home(&self) -> Option<StateId> {
        self.only.or(self.dominant)
    }

    /// The state that the text names more often than any other.
    pub(super) fn most_named(&self) -> Option<StateId> {
        self.home
    }

    /// The text names the state of this code; one that names none at all is taken for American.
    pub(super) fn names(&self, kb: &KnowledgeBase, country: &str) -> bool {
        match kb.state_by_code(country) {
            Some((state, _)) if !self.states.is_empty() => self.states.contains(&state),
            Some(_) => country == "USA",
            // IGO, NGO …
            None => true,
        }
    }

    pub(super) fn new(draft: &mut Draft<'_, '_, '_>, article: &Article) -> Self {
        let mut counts: Vec<(StateId, u32)> = Vec::new();
        for id in draft.ids() {
            let candidate = *draft.get(id);
            let state = draft.cluster(id).state.or(candidate.origin).or_else(|| {
                let is_place = candidate.is_name() && candidate.class == Class::Place;
                is_place.then(|| state_of_place(draft, id)).flatten()
            });
            let Some(state) = state else { continue };
            match counts.iter_mut().find(|(known, _)| *known == state) {
                Some((_, count)) => *count += 1,
                None => counts.push((state, 1)),
            }
        }
        counts.sort_by_key(|&(state, count)| (std::cmp::Reverse(count), state));
        let home = match counts[..] {
            [(state, count), (_, second), ..] if count > second => Some(state),
            [(state, _)] => Some(state),
            _ => None,
        };
        let only = if counts.len() == 1 { home } else { None };
        let all: u32 = counts.iter().map(|(_, count)| count).sum();
        let dominant = home.filter(|_| counts[0].1 * 5 >= all * 3);
        let date = article.published.as_ref().map(chancery_text::Published::date);
        let adjectives = draft.adjectives.iter().map(|adjective| adjective.state);
        let states = counts.iter().map(|&(state, _)| state).chain(adjectives).collect();
        Self { date, home, only, dominant, states }
    }
}

/// The code of an actor with these mentions.
pub(super) fn code(
    draft: &mut Draft<'_, '_, '_>,
    context: &Context,
    mentions: &[CandidateId],
    descriptions: &[Description],
) -> Code {
    let Some(&first) = mentions.first() else { return Code::default() };
    let cluster = draft.cluster(first);
    if let Some(state) = cluster.state {
        return of_state(draft, state);
    }
    let class = cluster.class();
    match class {
        Class::Person => person(draft, context, mentions, descriptions),
        Class::Place => place(draft, context, mentions),
        _ => body(draft, context, mentions),
    }
}

/// A state, its government or its capital.
pub(super) fn of_state(draft: &Draft<'_, '_, '_>, state: StateId) -> Code {
    Code { country: Some(draft.world.kb.state(state).iso3), sector: Some("GOV") }
}

/// A capital or another place: its state, as far as the name tells.
fn place(draft: &mut Draft<'_, '_, '_>, context: &Context, mentions: &[CandidateId]) -> Code {
    let state = mentions.iter().take(8).find_map(|&id| state_of_place(draft, id));
    let mut country = state.map(|state| draft.world.kb.state(state).iso3);
    for id in nominals(draft, mentions) {
        country = country.or_else(|| nominal(draft, context, id, true).country);
    }
    Code { country, sector: None }
}

/// The state that a place's name lies in, as far as the name tells.
fn state_of_place(draft: &mut Draft<'_, '_, '_>, id: CandidateId) -> Option<StateId> {
    let candidate = *draft.get(id);
    if !candidate.is_name() {
        return None;
    }
    let known = draft.known(id);
    known.capital.or(known.state).or_else(|| {
        let name = draft.doc.span_text(candidate.tokens);
        draft.world.state_of_place(candidate.key, name)
    })
}

fn body(draft: &mut Draft<'_, '_, '_>, context: &Context, mentions: &[CandidateId]) -> Code {
    let mut code = Code::default();
    let mut names: Vec<CandidateId> =
        mentions.iter().copied().filter(|&id| draft.get(id).is_name()).collect();
    names.sort_by_key(|&id| std::cmp::Reverse(draft.get(id).tokens.len()));
    names.dedup_by_key(|&mut id| draft.get(id).key);
    for &id in &names {
        code = code.or(known_body(draft, id));
    }
    for &id in names.iter().take(4) {
        let tokens = draft.get(id).tokens;
        code = code
            .or(Code { country: state_in(draft, tokens), sector: sector_of_name(draft, tokens) });
    }
    for id in nominals(draft, mentions) {
        code = code.or(nominal(draft, context, id, names.is_empty()));
    }
    if code.country.is_none() && !names.is_empty() && code.sector == Some("PTY") {
        code.country = context.home.map(|state| draft.world.kb.state(state).iso3);
    }
    international(code)
}

/// The first nominals among the mentions; what they do not say, later ones rarely do.
fn nominals(draft: &Draft<'_, '_, '_>, mentions: &[CandidateId]) -> Vec<CandidateId> {
    mentions.iter().copied().filter(|&id| draft.get(id).is_nominal()).take(8).collect()
}

/// What the knowledge base says of a body's name.
fn known_body(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Code {
    let known = draft.known(id);
    let kb = draft.world.kb;
    if let Some(organisation) = known.organisation {
        let organisation = kb.organisation(organisation);
        let sector = organisation.sector.or(match organisation.kind {
            OrganisationKind::Seat | OrganisationKind::Government => Some("GOV"),
            _ => None,
        });
        return Code { country: organisation.country, sector };
    }
    if let Some(group) = known.armed_group {
        let group = kb.armed_group(group);
        return Code { country: group.country, sector: Some(group.sector) };
    }
    Code::default()
}

/// The first state, demonym or capital among some words.
fn state_in(draft: &mut Draft<'_, '_, '_>, tokens: TokenSpan) -> Option<&'static str> {
    let state = tokens.iter().find_map(|token| draft.state_at(token));
    state.map(|state| draft.world.kb.state(state).iso3)
}

/// The sector that the words of a body's name tell: "Ministry of Defence", "Voltra Motors".
fn sector_of_name(draft: &Draft<'_, '_, '_>, tokens: TokenSpan) -> Option<&'static str> {
    let doc = draft.doc;
    let stop = tokens
        .iter()
        .skip(1)
        .find(|&token| matches!(doc.lower(token), "of" | "for" | "in"))
        .unwrap_or(tokens.end);
    let sector = |end: TokenId| {
        let words: Vec<&str> = (tokens.start.0..end.0).map(|i| doc.lower(TokenId(i))).collect();
        draft.world.kb.agent_ending(&words).and_then(|(agent, _)| agent.sector)
    };
    sector(stop).or_else(|| sector(tokens.end)).or_else(|| {
        let last = draft.lexicon.word(doc.lower(TokenId(tokens.end.0 - 1)).trim_end_matches('.'));
        last.is(Word::LEGAL.or(Word::COMPANY).or(Word::TRADE)).then_some("BUS")
    })
}

/// A nominal's own words, its owner, and where nothing names a country, the country of the context.
fn nominal(
    draft: &mut Draft<'_, '_, '_>,
    context: &Context,
    id: CandidateId,
    may_guess: bool,
) -> Code {
    let candidate = *draft.get(id);
    let sector = sector_of_nominal(draft, candidate.tokens);
    let mut country = state_in(draft, candidate.tokens);
    let word = draft.lexicon.word(draft.keys.text(candidate.key));
    let is_foreign = word.is(Word::OUTSIDER)
        || draft
            .modifiers(id)
            .iter()
            .any(|&modifier| draft.lexicon.word(draft.keys.text(modifier)).is(Word::FOREIGN));
    if country.is_none() && !word.is(Word::OUTSIDER) {
        country = owner_country(draft, id);
    }
    let is_domestic = is_domestic(sector) || candidate.class == Class::Place;
    if country.is_none() && may_guess && is_domestic && !is_foreign {
        let guess = context_country(draft, context, id);
        country = guess.map(|state| draft.world.kb.state(state).iso3);
    }
    international(Code { country, sector })
}

/// PLOVER puts `IGO` and `NGO` in the country's place.
fn international(code: Code) -> Code {
    match code.sector {
        Some(kind @ ("IGO" | "NGO")) => {
            let is_state = code.country.is_some_and(|country| !is_international(country));
            let country = if is_state { Some(kind) } else { code.country.or(Some(kind)) };
            Code { country, sector: None }
        }
        _ => code,
    }
}

/// Sectors whose members belong to one state each, so that the context tells which.
fn is_domestic(sector: Option<&str>) -> bool {
    matches!(
        sector,
        Some(
            "GOV"
                | "MIL"
                | "LEG"
                | "COP"
                | "JUD"
                | "OPP"
                | "PTY"
                | "ELI"
                | "SPY"
                | "REB"
                | "UAF"
                | "PRM"
                | "CRM"
                | "CVL"
                | "LAB"
                | "EDU"
                | "REF"
                | "AGR"
                | "MED"
        )
    )
}

/// Codes that stand in a country's place.
fn is_international(country: &str) -> bool {
    matches!(country, "IGO" | "UNO" | "EUR" | "NGO" | "IMG" | "ISM" | "MNC")
}

/// The sector of the agent noun with which a nominal ends: *riot police*, *Danish troops*.
fn sector_of_nominal(draft: &Draft<'_, '_, '_>, tokens: TokenSpan) -> Option<&'static str> {
    let doc = draft.doc;
    let mut words = agent_words(doc, tokens);
    let head = TokenId(tokens.end.0 - 1);
    let kb = draft.world.kb;
    let as_written = kb.agent_ending(&words);
    if !words.last()?.contains('-') {
        *words.last_mut()? = Cow::Borrowed(doc.lemma(head));
    }
    let as_lemma = kb.agent_ending(&words);
    let best = match (as_written, as_lemma) {
        (Some(a), Some(b)) => Some(if a.1 >= b.1 { a.0 } else { b.0 }),
        (a, b) => a.or(b).map(|(agent, _)| agent),
    };
    // "opposition leader", "rebel commander": what stands in front says whose.
    let front = words.len().checked_sub(1).filter(|&n| n > 0).and_then(|n| {
        let (agent, _) = kb.agent_ending(&words[..n])?;
        agent.sector.filter(|&sector| is_side(sector))
    });
    let head_sector = best.and_then(|agent| agent.sector);
    match (front, head_sector) {
        (Some(front), None | Some("GOV" | "MIL" | "CVL")) => Some(front),
        (Some("OPP"), Some("PTY")) => Some("OPP"),
        (_, sector) => sector,
    }
}

/// The words of a span in lower case; what a hyphen joins is one word, as in *secretary-general*.
fn agent_words<'d>(doc: &'d Doc<'_>, tokens: TokenSpan) -> Vec<Cow<'d, str>> {
    let mut words: Vec<Cow<'_, str>> = Vec::with_capacity(tokens.len());
    let mut joins = false;
    for token in tokens.iter() {
        let word = doc.lower(token);
        let is_hyphen = word == "-" && !doc.token(token).space_after;
        match words.last_mut() {
            Some(last) if joins || is_hyphen => last.to_mut().push_str(word),
            _ => words.push(Cow::Borrowed(word)),
        }
        joins = is_hyphen;
    }
    words
}

/// Sectors that a modifier brings to whatever noun follows.
fn is_side(sector: &str) -> bool {
    matches!(
        sector,
        "REB"
            | "OPP"
            | "PTY"
            | "CRM"
            | "PRM"
            | "REL"
            | "BUS"
            | "MIL"
            | "COP"
            | "LEG"
            | "JUD"
            | "SPY"
            | "LAB"
    )
}

/// The country of what owns a nominal: *Ruritania's army*, *the army of Ruritania*, *his army*.
fn owner_country(draft: &mut Draft<'_, '_, '_>, id: CandidateId) -> Option<&'static str> {
    let doc = draft.doc;
    let head = draft.get(id).head;
    if let Some(owner) = draft.get(id).owner {
        let cluster = draft.cluster(owner);
        if let Some(state) = cluster.state {
            return Some(draft.world.kb.state(state).iso3);
        }
        let known = known_body(draft, owner);
        if known.country.is_some() {
            return known.country;
        }
    }
    let phrases = doc
        .children_as(head, &[Dep::Prep])
        .filter(|&prep| matches!(doc.lower(prep), "of" | "in" | "from"))
        .filter_map(|prep| doc.child(prep, &[Dep::Pobj]));
    let objects: Vec<TokenId> = phrases.chain(doc.child(head, &[Dep::Poss])).collect();
    objects.into_iter().find_map(|object| {
        // "a delegation from the agency": whoever sends it.
        let body = draft.at(object).filter(|&id| draft.get(id).is_name());
        if let Some(country) = body.and_then(|id| known_body(draft, id).country) {
            return Some(country);
        }
        let state = draft.state_at(object).or_else(|| {
            let id = draft.at(object).filter(|&id| draft.get(id).class == Class::Place)?;
            state_of_place(draft, id)
        })?;
        Some(draft.world.kb.state(state).iso3)
    })
}

/// Where nothing beside a nominal names a country: a place of its sentence, else the only state of the text.
fn context_country(
    draft: &mut Draft<'_, '_, '_>,
    context: &Context,
    id: CandidateId,
) -> Option<StateId> {
    let doc = draft.doc;
    let sent = doc.sent(draft.get(id).head);
    let mut located = None;
    let mut named = None;
    for token in sent.iter().take(120) {
        let Some(other) = draft.at(token).filter(|&other| draft.get(other).is_name()) else {
            continue;
        };
        let is_place = draft.get(other).class == Class::Place;
        let place = if is_place { state_of_place(draft, other) } else { None };
        let Some(state) = draft.cluster(other).state.or(place) else { continue };
        let is_location = doc.dep(token) == Dep::Pobj
            && doc.head(token).is_some_and(|prep| {
                matches!(
                    doc.lower(prep),
                    "in" | "at" | "near" | "across" | "throughout" | "outside" | "inside"
                )
            });
        if is_location && located.is_none() {
            located = Some(state);
        }
        named = match named {
            None => Some(Some(state)),
            Some(Some(before)) if before == state => named,
            _ => Some(None),
        };
    }
    located.or(context.only).or(named.flatten()).or(context.home())
}

fn person(
    draft: &mut Draft<'_, '_, '_>,
    context: &Context,
    mentions: &[CandidateId],
    descriptions: &[Description],
) -> Code {
    let mut code = Code::default();
    let names: Vec<CandidateId> =
        mentions.iter().copied().filter(|&id| draft.get(id).is_name()).collect();
    if draft.cluster(mentions[0]).plural && !names.is_empty() {
        return people(draft, context, &names);
    }
    let mut is_journalist = false;
    for description in descriptions {
        let said = described(draft, description);
        is_journalist |= said.sector == Some("JRN");
        code = code.or(said);
    }
    if is_journalist {
        code.sector = Some("JRN");
    }
    for &id in names.iter().take(8) {
        code.country = code.country.or_else(|| state_beside(draft, id));
    }
    for &id in &names {
        code = code.or(office(draft, context, id));
    }
    for id in nominals(draft, mentions) {
        let stated = names.is_empty()
            || draft.clusters.joined(id).is_some_and(super::cluster::Join::is_stated)
            || draft.joins_stated(id);
        if stated {
            code = code.or(nominal(draft, context, id, names.is_empty()));
        }
    }
    if code.country.is_none()
        && let Some(leader) = super::link::by_surname(draft, context, &names, None)
    {
        code = code.or(office_of(draft, context, leader));
    }
    // An office without a state beside it is one of the state that the text is about, if it is about one.
    if code.country.is_none() && is_domestic(code.sector) && !names.is_empty() {
        let state = context.home().filter(|&state| !faces(draft, mentions[0], state));
        code.country = state.map(|state| draft.world.kb.state(state).iso3);
    }
    international(code)
}

/// *President Varga warned Ostland*: whoever acts on a state is of another.
fn faces(draft: &Draft<'_, '_, '_>, id: CandidateId, state: StateId) -> bool {
    let doc = draft.doc;
    let head = draft.get(id).head;
    if doc.dep(head) != Dep::Nsubj {
        return false;
    }
    let Some(verb) = doc.head(head) else { return false };
    let objects = doc.children_as(verb, &[Dep::Dobj, Dep::Dative]).chain(
        doc.children_as(verb, &[Dep::Prep]).filter_map(|prep| {
            matches!(doc.lower(prep), "with" | "against" | "from" | "on")
                .then(|| doc.child(prep, &[Dep::Pobj]))
                .flatten()
        }),
    );
    let mut objects: Vec<TokenId> = objects.collect();
    objects.retain(|&object| {
        draft.at(object).is_some_and(|other| draft.cluster(other).state == Some(state))
    });
    !objects.is_empty()
}

/// The state that owns or modifies a person's name: "Ruritania's Ann Lund".
fn state_beside(draft: &mut Draft<'_, '_, '_>, id: CandidateId) -> Option<&'static str> {
    let doc = draft.doc;
    let candidate = *draft.get(id);
    let children = doc.children_as(candidate.head, &[Dep::Poss, Dep::Compound, Dep::Amod]);
    let state = children
        .filter(|&child| child < candidate.tokens.start)
        .find_map(|child| draft.state_at(child))?;
    Some(draft.world.kb.state(state).iso3)
}

/// *Danes*, *Iraqi Kurds*: the country of the demonym or of the adjective before.
fn people(draft: &mut Draft<'_, '_, '_>, context: &Context, names: &[CandidateId]) -> Code {
    let doc = draft.doc;
    let mut country = names.iter().find_map(|&id| draft.get(id).origin);
    for &id in names.iter().take(4) {
        let head = draft.get(id).head;
        let before = doc.children_as(head, &[Dep::Amod, Dep::Compound, Dep::Poss]);
        country = country.or_else(|| before.into_iter().find_map(|child| draft.state_at(child)));
    }
    let known = names.iter().map(|&id| known_body(draft, id)).fold(Code::default(), Code::or);
    let country = country.map(|state| draft.world.kb.state(state).iso3).or(known.country);
    let country = country.or_else(|| {
        let state = context_country(draft, context, names[0])?;
        Some(draft.world.kb.state(state).iso3)
    });
    Code { country, sector: known.sector.or(Some("CVL")) }
}

/// What a title or an apposition says.
fn described(draft: &mut Draft<'_, '_, '_>, description: &Description) -> Code {
    let doc = draft.doc;
    let core = TokenSpan { start: description.tokens.start, end: description.head.next() };
    let mut sector = sector_of_nominal(draft, core);
    if sector.is_none() {
        let words: Vec<Cow<'_, str>> = agent_words(doc, core)
            .into_iter()
            .map(|word| match word {
                Cow::Borrowed(word) => Cow::Borrowed(word.trim_end_matches('.')),
                joined @ Cow::Owned(_) => joined,
            })
            .collect();
        sector = draft.world.kb.title_ending(&words).and_then(|(title, _)| title.sector);
    }
    let is_envoy =
        matches!(doc.lemma(description.head), "ambassador" | "envoy" | "representative" | "consul");
    let is_outsider = draft.lexicon.word(doc.lemma(description.head)).is(Word::OUTSIDER);
    let scope = match (is_outsider, is_envoy) {
        (true, _) => TokenSpan::one(description.head),
        (false, true) => core,
        (false, false) => description.tokens,
    };
    let mut country = None;
    for token in scope.iter() {
        if let Some(id) = draft.at(token).or_else(|| draft.name_from(token)) {
            let known = known_body(draft, id);
            if known.country.is_some() && sector != Some("JRN") {
                country = known.country;
                sector = sector.or(known.sector);
                break;
            }
        }
        if let Some(state) = draft.state_at(token) {
            country = Some(draft.world.kb.state(state).iso3);
            break;
        }
        // A body in front that is no name of its own: "CIA director".
        if doc.pos(token) == Pos::Propn && token != description.head {
            let word = doc.word(token);
            let entry = draft.world.kb.names(word).find_map(|entry| match entry.entity {
                chancery_kb::Entity::Organisation(id) => Some(draft.world.kb.organisation(id)),
                _ => None,
            });
            if let Some(organisation) =
                entry.filter(|o| o.country.is_some() && sector != Some("JRN"))
            {
                country = organisation.country;
                sector = sector.or(organisation.sector);
                break;
            }
        }
    }
    Code { country, sector }
}

/// The office that a known person held on the day.
fn office(draft: &Draft<'_, '_, '_>, context: &Context, id: CandidateId) -> Code {
    let known = draft.known(id);
    let Some(person) = known.person.filter(|_| draft.get(id).tokens.len() > 1) else {
        return Code::default();
    };
    office_of(draft, context, person)
}

/// The office that a person of the knowledge base held on the day, else the last.
fn office_of(draft: &Draft<'_, '_, '_>, context: &Context, person: PersonId) -> Code {
    let kb = draft.world.kb;
    let terms: Vec<_> = kb.terms(person).collect();
    let term = context
        .date
        .and_then(|date| {
            terms
                .iter()
                .filter(|term| term.on(date) != chancery_kb::Held::No)
                .max_by_key(|term| term.on(date))
        })
        .or(terms.last());
    match term {
        Some(term) => Code { country: Some(term.country), sector: term.class.sector() },
        None => Code::default(),
    }
}

/// CAMEO's actor code: country, then role. `None` without a country.
pub(super) fn cameo(code: Code) -> Option<String> {
    Some(cameo_of(code.country?, code.sector))
}

/// The same from a country and a sector.
pub(super) fn cameo_of(country: &str, sector: Option<&str>) -> String {
    let country = match country {
        "UNO" => "IGOUNO",
        "EUR" => "IGOEUREEC",
        "XKX" => "KSV",
        "ROU" => "ROM",
        country => country,
    };
    let role = match sector {
        Some("UNK") | None => "",
        Some("PRM") => "REB",
        Some(sector) => sector,
    };
    format!("{country}{role}")
}

#[cfg(test)]
mod tests {
    use super::{Code, cameo, international};

    #[test]
    fn a_body_of_states_stands_in_the_countrys_place() {
        let code = international(Code { country: None, sector: Some("NGO") });
        assert_eq!(code, Code { country: Some("NGO"), sector: None });
        let code = international(Code { country: Some("UNO"), sector: Some("IGO") });
        assert_eq!(code, Code { country: Some("UNO"), sector: None });
    }

    #[test]
    fn cameo_writes_country_and_role_in_one() {
        let code = |country, sector| cameo(Code { country, sector });
        assert_eq!(code(Some("RUS"), Some("GOV")).as_deref(), Some("RUSGOV"));
        assert_eq!(code(Some("UNO"), None).as_deref(), Some("IGOUNO"));
        assert_eq!(code(None, Some("GOV")), None);
    }
}
