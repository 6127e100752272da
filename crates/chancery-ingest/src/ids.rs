use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet};

/// Keeps the ids of a run apart.
///
/// Holds a 64-bit hash of each id, not the id: eight bytes an article. Two ids that share a hash (one
/// chance in three million among three million articles) would only cost one of them its plain name.
#[derive(Default)]
pub(crate) struct Ids {
    seen: FxHashSet<u64>,
    /// How often an id came that came before.
    repeats: FxHashMap<u64, u64>,
}

impl Ids {
    /// `None` where `id` is new, else the name that the article gets: `ID~2`, `ID~3` …
    pub(crate) fn claim(&mut self, id: &str) -> Option<String> {
        let hash = hash(id);
        if self.seen.insert(hash) {
            return None;
        }
        let count = self.repeats.entry(hash).or_insert(1);
        loop {
            *count += 1;
            let renamed = format!("{id}~{count}");
            if self.seen.insert(self::hash(&renamed)) {
                return Some(renamed);
            }
        }
    }
}

/// The same in every run.
fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn a_repeated_id_gets_the_next_number_that_is_free() {
        let mut ids = Ids::default();
        assert_eq!(ids.claim("a"), None);
        assert_eq!(ids.claim("a~2"), None);
        assert_eq!(ids.claim("a").as_deref(), Some("a~3"));
        assert_eq!(ids.claim("a").as_deref(), Some("a~4"));
        assert_eq!(ids.claim("b"), None);
    }
}
