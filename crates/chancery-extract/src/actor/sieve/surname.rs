use rustc_hash::{FxHashMap, FxHashSet};

use crate::actor::candidate::{CandidateId, Class, Key};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::name::words;

/// A name that comes later than the short one counts as this much further away.
const LATER: u32 = 10_000;
/// At most so many bearers of one surname are looked at.
const BEARERS: usize = 40;

/// ## What it finds
/// A person's surname or given name after the full name; the nearest bearer before, else after.
/// ## Example
/// > **Ann Lund** met reporters. **Lund** said nothing.
/// ## What it leaves alone
/// A head of state's or government's surname that stands alone twice, beyond the first two sentences, before
/// any full name: the full name is another bearer's.
/// A body or a place that the parser labels so throughout.
/// ## Source
/// Name matching of Lee et al. 2013; the exceptions from errors on the development data.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let mut index = Index::new(draft);
    for key in std::mem::take(&mut index.short) {
        let mentions = &index.mentions[&key];
        let Some(full) = index.bearer(draft, key, mentions) else { continue };
        let first = mentions[0];
        let is_one_word = words(draft.keys.text(key)).count() == 1;
        let (short, long) = (draft.get(first).class, draft.get(full).class);
        if is_one_word && (short == Class::Person) != (long == Class::Person) {
            // The full name outvotes the label of its surname.
            draft.clusters.of_mut(full).certain_person = true;
        }
        draft.merge(first, full, Join::Surname);
    }
}

struct Index {
    mentions: FxHashMap<Key, Vec<CandidateId>>,
    /// Keys of one or two words, by first mention.
    short: Vec<Key>,
    by_first: FxHashMap<Box<str>, Vec<Key>>,
    by_last: FxHashMap<Box<str>, Vec<Key>>,
    /// First words of bodies' names of two words or more.
    begins_body: FxHashSet<Box<str>>,
}

impl Index {
    fn new(draft: &Draft<'_, '_, '_>) -> Self {
        let mut index = Self {
            mentions: FxHashMap::default(),
            short: Vec::new(),
            by_first: FxHashMap::default(),
            by_last: FxHashMap::default(),
            begins_body: FxHashSet::default(),
        };
        for id in draft.names() {
            let name = draft.get(id);
            let of_key = index.mentions.entry(name.key).or_default();
            of_key.push(id);
            if of_key.len() > 1 {
                continue;
            }
            let text = draft.keys.text(name.key);
            let n_words = words(text).count();
            let may_be_short =
                matches!(name.class, Class::Person | Class::Unknown | Class::Body | Class::Place)
                    && !name.plural
                    && !name.within;
            if may_be_short && n_words <= 2 {
                index.short.push(name.key);
            }
            if n_words < 2 {
                continue;
            }
            let (Some(first), Some(last)) = (words(text).next(), words(text).next_back()) else {
                continue;
            };
            if (name.class == Class::Person || draft.looks_like_person(id)) && !name.plural {
                index.by_first.entry(first.into()).or_default().push(name.key);
                index.by_last.entry(last.into()).or_default().push(name.key);
            } else if name.class == Class::Body {
                index.begins_body.insert(first.into());
            }
        }
        index
    }

    /// The nearest mention of a full name that the short one may stand for.
    fn bearer(
        &self,
        draft: &Draft<'_, '_, '_>,
        key: Key,
        mentions: &[CandidateId],
    ) -> Option<CandidateId> {
        let text = draft.keys.text(key);
        let short: Vec<&str> = words(text).collect();
        let (first, last) = (*short.first()?, *short.last()?);
        let id = mentions[0];
        let name = draft.get(id);
        let is_person = matches!(name.class, Class::Person | Class::Unknown);
        let candidates =
            [self.by_last.get(last), is_person.then(|| self.by_first.get(first)).flatten()];
        let mut best: Option<(u32, CandidateId)> = None;
        for &full in candidates.into_iter().flatten().flat_map(|keys| keys.iter().take(BEARERS)) {
            let long: Vec<&str> = words(draft.keys.text(full)).collect();
            if full == key
                || long.len() <= short.len()
                || !self.fits(draft, &short, &long, id, full)
            {
                continue;
            }
            let bearers = &self.mentions[&full];
            let before = bearers.partition_point(|&bearer| bearer < id);
            let (distance, bearer) = match before.checked_sub(1) {
                Some(before) => (id.0 - bearers[before].0, bearers[before]),
                None => (bearers[0].0 - id.0 + LATER, bearers[0]),
            };
            if draft.clusters.are_one(bearer, id) || is_another(draft, mentions, bearers) {
                continue;
            }
            if best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, bearer));
            }
        }
        best.map(|(_, bearer)| bearer)
    }

    fn fits(
        &self,
        draft: &Draft<'_, '_, '_>,
        short: &[&str],
        long: &[&str],
        id: CandidateId,
        full: Key,
    ) -> bool {
        let name = draft.get(id);
        let bearer = draft.get(self.mentions[&full][0]);
        let ends = long.ends_with(short);
        let skips_middle =
            short.len() == 2 && long.first() == short.first() && long.last() == short.last();
        let begins = short.len() == 1 && long[0] == short[0] && long[0].len() > 2;
        match name.class {
            Class::Unknown if bearer.class != Class::Person => false,
            Class::Person | Class::Unknown => {
                let genders_agree = match (name.gender, bearer.gender) {
                    (Some(a), Some(b)) if name.class == Class::Person => a == b,
                    _ => true,
                };
                (ends || begins || skips_middle) && genders_agree
            }
            _ if bearer.class != Class::Person => false,
            _ => {
                let known = draft.known(id);
                let is_settled = !bearer.certain && self.mentions[&name.key].len() > 2
                    || known.is_body()
                    || known.region.is_some()
                    || known.capital.is_some();
                short.len() == 1 && ends && !is_settled && !self.begins_body.contains(short[0])
            }
        }
    }
}

/// A surname that leaders bear, alone twice or more in the body of the text before the full name first comes:
/// who leads a state needs no introduction, so that the full name is rather a relative's.
fn is_another(
    draft: &Draft<'_, '_, '_>,
    mentions: &[CandidateId],
    bearers: &[CandidateId],
) -> bool {
    let surname = draft.doc.span_text(draft.get(mentions[0]).tokens);
    let names_leader = draft
        .world
        .kb
        .surnames(surname)
        .next()
        .is_some_and(|entry| entry.prominence >= crate::actor::link::LEADER);
    if !names_leader {
        return false;
    }
    let before = mentions.iter().take_while(|&&mention| mention < bearers[0]);
    before.filter(|&&mention| draft.get(mention).sent > 1).take(2).count() == 2
}
