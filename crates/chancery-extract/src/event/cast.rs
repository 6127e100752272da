//! Who acts on whom: the parties of an act, from the clause around it.

use chancery_nlp::{Dep, EntLabel, Pos, TokenId};

use super::EventType;
use super::coder::{Act, Args, Coder};
use super::lexicon::Roles;
use super::party::{Party, Traits};
use crate::clause;

/// The two sides of an act.
#[derive(Debug, Clone, Default)]
pub(super) struct Cast<'a> {
    pub(super) sources: Vec<Party<'a>>,
    pub(super) targets: Vec<Party<'a>>,
}

/// How a party hangs on the verb or its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link<'a> {
    Possessor,
    Modifier,
    Preposition(&'a str),
    /// In a clause below the object.
    Clause,
}

/// Prepositions after which a target may stand, with the verb.
const TOWARDS: [&str; 22] = [
    "with", "against", "on", "to", "at", "in", "of", "from", "for", "upon", "into", "over",
    "toward", "towards", "between", "among", "near", "outside", "about", "behind", "along", "by",
];

impl<'a> Coder<'a> {
    /// The parties of `act`, whose clause is that of `verb`; `None` where the frame's roles need one that
    /// is not there.
    pub(super) fn cast(&self, verb: TokenId, act: &Act, args: &Args) -> Option<Cast<'a>> {
        let mut cast = Cast { sources: self.parties(&args.agents), targets: Vec::new() };
        if cast.sources.is_empty() && act.roles == Roles::Plain {
            cast.sources = self.owners_of_arms(&args.agents);
            if cast.sources.is_empty() && is_speech(act.event_type) {
                cast.sources = self.authors(&args.agents);
            }
        }
        let links = self.links(verb, args);
        cast.targets = self.targets(verb, act, args, &cast.sources, &links);
        self.special_roles(verb, act, args, &links, &mut cast)?;
        reciprocal(act, &links, &mut cast);
        distinct(&mut cast.sources);
        distinct(&mut cast.targets);
        let sources = cast.sources.clone();
        cast.targets.retain(|target| !sources.iter().any(|source| source.same(*target)));
        Some(cast)
    }

    pub(super) fn parties(&self, heads: &[TokenId]) -> Vec<Party<'a>> {
        let mut parties = Vec::new();
        for &head in heads {
            let Some(party) = self.party(head) else { continue };
            let mut sides = self.coordinated_demonyms(head);
            if sides.len() < 2 {
                sides = self.coordinated_owners(head);
            }
            if sides.len() > 1 && party.actor.is_none_or(|id| self.actors.get(id).kb.is_none()) {
                let side = |token| Party { head: token, actor: self.actors.at(token), ..party };
                parties.extend(
                    sides
                        .into_iter()
                        .map(side)
                        .map(|side| Party { country: self.country_word(side.head), ..side }),
                );
            } else {
                parties.push(party);
            }
        }
        distinct(&mut parties);
        parties
    }

    /// *its ambassador*: the source's own.
    fn is_own(&self, head: TokenId, sources: &[Party<'a>]) -> bool {
        let doc = self.doc;
        doc.children_as(head, &[Dep::Poss]).any(|owner| {
            let actor = self.actors.at(owner);
            let refers = actor.is_some() && sources.iter().any(|source| source.actor == actor);
            refers || actor.is_none() && matches!(doc.lower(owner), "its" | "their")
        })
    }

    /// *Armenian and Azerbaijani forces* are two parties.
    fn coordinated_demonyms(&self, head: TokenId) -> Vec<TokenId> {
        let doc = self.doc;
        let demonym = |token: TokenId| {
            doc.ent(token).is_some_and(|ent| matches!(ent.label, EntLabel::Norp | EntLabel::Gpe))
        };
        doc.children_as(head, &[Dep::Amod, Dep::Compound, Dep::Nmod])
            .filter(|&modifier| demonym(modifier))
            .find_map(|modifier| {
                let mut all = vec![modifier];
                all.extend(doc.children_as(modifier, &[Dep::Conj]).filter(|&c| demonym(c)));
                (all.len() > 1).then_some(all)
            })
            .unwrap_or_default()
    }

    /// *the premiers of Ostland and Westmark*, *negotiators from both*, are two parties.
    fn coordinated_owners(&self, head: TokenId) -> Vec<TokenId> {
        let doc = self.doc;
        if !self.is_plural(head) {
            return Vec::new();
        }
        let owners: Vec<TokenId> = clause::preposition_objects(doc, head)
            .filter(|&(preposition, _)| matches!(doc.lower(preposition), "of" | "from"))
            .map(|(_, object)| object)
            .filter(|&object| {
                self.states.at(object).is_some()
                    || self.actors.at(object).is_some_and(|id| self.actors.get(id).kb.is_some())
            })
            .collect();
        if owners.len() > 1 { owners } else { Vec::new() }
    }

    /// The first that yields somebody: object and recipient; what stands inside the object or after a
    /// preposition; what stands deeper in the complement.
    fn targets(
        &self,
        verb: TokenId,
        act: &Act,
        args: &Args,
        sources: &[Party<'a>],
        links: &[(Link<'_>, Party<'a>)],
    ) -> Vec<Party<'a>> {
        if act.mode == Some("resign") {
            return Vec::new();
        }
        let moved = matches!(act.event_type, EventType::Mobilize)
            || act.event_type == EventType::Retreat
                && !matches!(act.mode, Some("release" | "disarm"));
        let other = |party: &Party<'a>| {
            let abroad = || sources.iter().any(|source| source.abroad_of(*party));
            let own_forces =
                moved && party.is(Traits::FORCES) && !party.is(Traits::STATE) && !abroad();
            !own_forces && !sources.iter().any(|source| source.same(*party))
        };
        if act.event_type == EventType::Cooperate && act.cameo.is_some() {
            // "sold tanks to", "extradited him to": the other party is no object.
            let partner = links
                .iter()
                .filter(|(link, party)| {
                    matches!(link, Link::Preposition("to" | "from" | "with")) && other(party)
                })
                .map(|&(_, party)| party)
                .next();
            if partner.is_some() {
                return partner.into_iter().collect();
            }
        }
        let mut direct = self.parties(&args.patients);
        direct.extend(self.parties(&args.recipients));
        let own_hands = act.roles == Roles::Mover;
        direct.retain(|party| {
            let abroad = || sources.iter().any(|source| source.abroad_of(*party));
            other(party) && (abroad() || !own_hands && !self.is_own(party.head, sources))
        });
        if act.event_type == EventType::Aid {
            // "sent doctors to Ostland": who is sent is no party beside those to whom.
            let to = links
                .iter()
                .find(|(link, party)| matches!(link, Link::Preposition("to")) && other(party));
            if let Some(&(_, party)) = to {
                return vec![party];
            }
        }
        if !direct.is_empty() {
            return direct;
        }
        let mut found: Vec<Party<'a>> =
            links.iter().map(|&(_, party)| party).filter(other).collect();
        if is_speech(act.event_type) || act.event_type == EventType::Protest {
            // Where words are said is not to whom, nor against whom.
            let whereabouts = |link: &Link<'_>| {
                matches!(link, Link::Preposition("in" | "at" | "near" | "outside"))
            };
            found = links
                .iter()
                .filter(|(link, _)| !whereabouts(link))
                .chain(links.iter().filter(|(link, _)| whereabouts(link)))
                .map(|&(_, party)| party)
                .filter(other)
                .collect();
        }
        if act.event_type == EventType::Accuse {
            // "complained to the bloc about Ostland's flights": whoever is told is not blamed.
            let matter = links.iter().find(|(link, party)| {
                matches!(link, Link::Preposition("about" | "over" | "against")) && other(party)
            });
            if let Some(&(_, party)) = matter {
                found = vec![party];
            }
            let blamed: Vec<Party<'a>> = links
                .iter()
                .filter(|(link, _)| matches!(link, Link::Possessor | Link::Preposition("by")))
                .map(|&(_, party)| party)
                .filter(other)
                .collect();
            if !blamed.is_empty() {
                found = blamed;
            }
        }
        let encounter = act.event_type == EventType::Consult && act.mode != Some("visit");
        if encounter {
            // Whom the talks are about is none of those who talk.
            let talks =
                args.patients.iter().any(|&o| self.phrase_classes(o) & self.class.talk != 0);
            found = links
                .iter()
                .filter(|(link, _)| {
                    matches!(link, Link::Preposition("with" | "between" | "among"))
                        || talks
                            && matches!(
                                link,
                                Link::Modifier | Link::Possessor | Link::Preposition("to" | "of")
                            )
                })
                .map(|&(_, party)| party)
                .filter(other)
                .collect();
        }
        if found.is_empty() && !encounter {
            let mut roots = self.complements(verb);
            for adjective in self.doc.children_as(verb, &[Dep::Acomp, Dep::Attr]) {
                roots.extend(self.complements(adjective));
            }
            if act.event_type == EventType::Protest {
                roots.extend(self.doc.children_as(verb, &[Dep::Advcl, Dep::Prep]));
            }
            for root in roots {
                found.extend(self.parties_below(root).into_iter().filter(other));
            }
        }
        let home = |party: &Party<'a>| {
            party.country.is_some() && sources.iter().any(|source| source.country == party.country)
        };
        // An official's own state is what he speaks for.
        found.retain(|party| {
            let own_state = is_speech(act.event_type)
                && home(party)
                && party.is(Traits::STATE)
                && sources.iter().all(|source| source.is(Traits::OFFICIAL | Traits::STATE));
            !own_state
        });
        let abroad: Vec<Party<'a>> =
            found.iter().copied().filter(|party| party.country.is_some() && !home(party)).collect();
        let mut chosen = if abroad.is_empty() { found } else { abroad };
        distinct(&mut chosen);
        let coordinated = chosen.len() > 1 && self.doc.dep(chosen[1].head) == Dep::Conj;
        chosen.truncate(if coordinated { 2 } else { 1 });
        chosen
    }

    /// Parties after the verb's prepositions and inside its objects.
    fn links(&self, verb: TokenId, args: &Args) -> Vec<(Link<'a>, Party<'a>)> {
        let mut links = Vec::new();
        for &(preposition, head) in &args.prepositions {
            let word = self.doc.lower(preposition);
            if word == "by" && args.passive {
                continue;
            }
            if TOWARDS.contains(&word)
                && let Some(party) = self.party(head)
            {
                links.push((Link::Preposition(word), party));
            }
        }
        for &object in &args.patients {
            if object != verb {
                self.inside(object, 3, &mut links);
            }
        }
        for &(preposition, head) in &args.prepositions {
            if TOWARDS.contains(&self.doc.lower(preposition)) && self.party(head).is_none() {
                self.inside(head, 2, &mut links);
            }
        }
        links
    }

    /// Parties inside a noun phrase: *Niger's ambassador*, *a Chilean plan*, *calls by the envoy*.
    fn inside(&self, noun: TokenId, depth: u32, links: &mut Vec<(Link<'a>, Party<'a>)>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let doc = self.doc;
        for &child in doc.children(noun) {
            match doc.dep(child) {
                Dep::Poss => {
                    links.extend(
                        clause::conjuncts(doc, child)
                            .into_iter()
                            .filter_map(|head| Some((Link::Possessor, self.party(head)?))),
                    );
                }
                Dep::Amod | Dep::Compound | Dep::Nmod
                    if (self.actors.at(child).is_some()
                        || doc.ent(child).is_some()
                        || doc.pos(child) == Pos::Propn)
                        && self.classes(noun) & self.class.culture == 0 =>
                {
                    let country = |party: &Party<'a>| party.is(Traits::STATE | Traits::KNOWN);
                    links.extend(
                        self.party(child).filter(country).map(|party| (Link::Modifier, party)),
                    );
                }
                Dep::Prep => {
                    let word = doc.lower(child);
                    for object in doc.children_as(child, &[Dep::Pobj]) {
                        for head in clause::conjuncts(doc, object) {
                            if let Some(party) = self.party(head) {
                                links.push((Link::Preposition(word), party));
                            } else {
                                self.inside(head, depth, links);
                            }
                        }
                    }
                    for gerund in doc.children_as(child, &[Dep::Pcomp]) {
                        let objects = self.args(gerund).patients;
                        links.extend(self.parties(&objects).into_iter().map(|p| (Link::Clause, p)));
                    }
                }
                Dep::Acl | Dep::Relcl => {
                    let args = self.args(child);
                    links.extend(
                        self.parties(&args.patients)
                            .into_iter()
                            .filter(|p| p.head != noun)
                            .map(|p| (Link::Clause, p)),
                    );
                    for &(preposition, head) in &args.prepositions {
                        let word = doc.lower(preposition);
                        links.extend(self.party(head).map(|p| (Link::Preposition(word), p)));
                    }
                }
                _ => {}
            }
        }
    }

    /// All parties in the subtree of `root`, in the text's order, background clauses left out.
    fn parties_below(&self, root: TokenId) -> Vec<Party<'a>> {
        let doc = self.doc;
        let mut found = Vec::new();
        for token in doc.subtree(root).iter() {
            let inner = matches!(doc.dep(token), Dep::Compound | Dep::Amod | Dep::Nmod);
            let named = self.actors.at(token).is_some() || doc.ent(token).is_some();
            // The adjective of "Ostland's herders" is no party beside the herders.
            let of_party = || {
                inner
                    && doc.head(token).is_some_and(|head| {
                        self.party(head).is_some() || self.classes(head) & self.class.culture != 0
                    })
            };
            if !matches!(doc.pos(token), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Pron)
                || inner && !named
                || of_party()
            {
                continue;
            }
            let background = std::iter::once(token)
                .chain(doc.ancestors(token))
                .take_while(|&above| above != root)
                .any(|above| {
                    doc.dep(above) == Dep::Advcl
                        && doc.children_as(above, &[Dep::Mark, Dep::Advmod]).any(|mark| {
                            matches!(
                                doc.lower(mark),
                                "as" | "after" | "when" | "while" | "because" | "since"
                            )
                        })
                });
            if !background && doc.dominates(root, token) {
                // "to set up a commission": whom nothing places is part of the act.
                let acts = matches!(doc.dep(token), Dep::Nsubj | Dep::Nsubjpass);
                found.extend(self.party(token).filter(|party| {
                    acts || party.country.is_some()
                        || party.is(Traits::STATE | Traits::KNOWN | Traits::REBEL | Traits::PERSON)
                }));
            }
        }
        distinct(&mut found);
        found
    }

    fn special_roles(
        &self,
        verb: TokenId,
        act: &Act,
        args: &Args,
        links: &[(Link<'_>, Party<'a>)],
        cast: &mut Cast<'a>,
    ) -> Option<()> {
        let doc = self.doc;
        let linked = |words: &[&str]| -> Vec<Party<'a>> {
            links
                .iter()
                .filter(|(link, _)| matches!(link, Link::Preposition(word) if words.contains(word)))
                .map(|&(_, party)| party)
                .collect()
        };
        match act.roles {
            Roles::Plain => {}
            Roles::Guest => std::mem::swap(&mut cast.sources, &mut cast.targets),
            Roles::Inverse => {
                let from = linked(&["from", "by"]);
                if from.is_empty() {
                    return None;
                }
                cast.targets = std::mem::replace(&mut cast.sources, from);
            }
            Roles::Arrival => {
                let mut givers = Vec::new();
                for &subject in &args.agents {
                    self.inside(subject, 3, &mut givers);
                }
                let place: Vec<Party<'a>> = links
                    .iter()
                    .filter(|(link, _)| !matches!(link, Link::Preposition("from")))
                    .map(|&(_, party)| party)
                    .chain(self.parties(&args.patients))
                    .filter(|party| party.country.is_some())
                    .take(1)
                    .collect();
                let known: Vec<Party<'a>> = givers
                    .into_iter()
                    .map(|(_, p)| p)
                    .filter(|p| p.country.is_some())
                    .take(1)
                    .collect();
                cast.sources =
                    if known.is_empty() { std::mem::take(&mut cast.sources) } else { known };
                cast.targets = place;
                if cast.sources.is_empty() || cast.targets.is_empty() {
                    return None;
                }
            }
            Roles::Access => {
                let host = linked(&["in", "to", "at"]);
                cast.targets = std::mem::replace(&mut cast.sources, host);
            }
            Roles::Mover => {
                if cast.sources.is_empty() && args.passive && args.agents.is_empty() {
                    cast.sources = self.parties(&args.patients);
                    cast.targets = linked(&["in", "to", "into", "from", "of"]);
                    cast.targets.truncate(1);
                }
            }
            Roles::Victim => {
                let mut attackers = Vec::new();
                for head in self.after(args, &["in", "during"]) {
                    self.inside(head, 2, &mut attackers);
                }
                let attackers = attackers
                    .into_iter()
                    .filter(|(link, _)| {
                        matches!(
                            link,
                            Link::Possessor | Link::Modifier | Link::Preposition("by" | "between")
                        )
                    })
                    .map(|(_, party)| party)
                    .collect();
                cast.targets = std::mem::replace(&mut cast.sources, attackers);
            }
        }
        if act.event_type == EventType::Assault && cast.sources.is_empty() {
            let mut attackers = Vec::new();
            for head in self.after(args, &["in", "during"]) {
                if self.phrase_classes(head) & self.class.fight != 0 {
                    self.inside(head, 2, &mut attackers);
                }
            }
            cast.sources = attackers
                .into_iter()
                .filter(|(link, _)| {
                    matches!(link, Link::Possessor | Link::Modifier | Link::Preposition("by"))
                })
                .map(|(_, party)| party)
                .collect();
        }
        // A bomb explodes; whoever set it off is not named.
        if act.mode == Some("explosives")
            && matches!(doc.lemma(verb), "explode" | "detonate" | "go" | "kill")
        {
            cast.sources.retain(|party| self.classes(party.head) & self.class.weapon == 0);
        }
        Some(())
    }
}

/// Words that may be said anywhere.
fn is_speech(event_type: EventType) -> bool {
    use EventType::{Accuse, Agree, Cooperate, Reject, Request, Sanction, Support, Threaten};
    matches!(
        event_type,
        Accuse | Agree | Cooperate | Reject | Request | Sanction | Support | Threaten
    )
}

/// Reciprocal acts have all parties as sources.
fn reciprocal<'a>(act: &Act, links: &[(Link<'_>, Party<'a>)], cast: &mut Cast<'a>) {
    let with = links
        .iter()
        .filter(|(link, party)| {
            matches!(link, Link::Preposition("with" | "between" | "among")) && party.is_political()
        })
        .map(|&(_, party)| party);
    match act.event_type {
        EventType::Consult if act.mode != Some("visit") => {
            cast.sources.append(&mut cast.targets);
            cast.sources.extend(with);
        }
        EventType::Cooperate => {
            // "exchanged prisoners": whom they exchange are no parties.
            if cast.sources.len() > 1 {
                cast.targets.retain(|party| party.is_political());
            }
            cast.sources.append(&mut cast.targets);
            cast.sources.extend(with);
        }
        _ => {}
    }
}

/// Keeps the first of each head and actor.
fn distinct(parties: &mut Vec<Party<'_>>) {
    let mut i = 0;
    while i < parties.len() {
        if parties[..i].iter().any(|earlier| earlier.same(parties[i])) {
            parties.remove(i);
        } else {
            i += 1;
        }
    }
}
