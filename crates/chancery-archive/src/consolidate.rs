//! The one record: what is computed over all articles together, again whenever articles have come in.

use std::time::{Duration, Instant};

use chancery_story::{Copy, Report, Signature, Terms, origins, stories};
use chancery_text::Published;
use rusqlite::params;
use sha2::{Digest as _, Sha256};

use crate::error::ArchiveError;
use crate::one_record::Many;
use crate::writer::{Writer, set};

/// How long the parts of a consolidation took, and what came out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Consolidated {
    /// Articles.
    pub articles: usize,
    /// Different texts among them.
    pub origins: usize,
    /// Stories of two articles or more.
    pub stories: usize,
    /// Actors over all articles.
    pub entities: usize,
    /// Things that several reports tell of.
    pub happenings: usize,
    /// Time taken by all of it.
    pub took: Duration,
}

impl std::fmt::Display for Consolidated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} articles, {} different texts, {} stories of several articles, {} actors, {} records of several reports",
            self.articles, self.origins, self.stories, self.entities, self.happenings
        )
    }
}

/// An article as far as consolidation goes.
pub(crate) struct Member {
    pub(crate) article: i64,
    pub(crate) id: String,
    digest: Vec<u8>,
    reader: String,
    pub(crate) published: Option<Published>,
    pub(crate) publisher: Option<String>,
    credit: Option<String>,
    terms: Option<Terms>,
    signature: Option<Signature>,
    origin: Option<i64>,
    story: Option<i64>,
}

impl Writer {
    /// Makes the record one again: copies, stories, entities, and reports of one thing. A function of the set
    /// of articles and corrections; in one transaction, so that readers see the record before or after it.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn consolidate(&mut self) -> Result<Consolidated, ArchiveError> {
        let start = Instant::now();
        // What has just been written and what follows from it become visible together.
        self.begin()?;
        let members = self.members()?;
        let mut done = Consolidated { articles: members.len(), ..Consolidated::default() };
        let (origin_of, story_of) = groups(&members);
        let many = Many::gather(&self.archive, &members, &origin_of, &story_of)?;
        let path = self.archive.path.clone();
        let db = &self.archive.db;
        let mut write = || -> rusqlite::Result<()> {
            let mut update =
                db.prepare_cached("UPDATE article SET origin = ?2, story = ?3 WHERE article = ?1")?;
            for (at, member) in members.iter().enumerate() {
                let other = |of: usize| (of != at).then(|| members[of].article);
                let (origin, story) = (other(origin_of[at]), other(story_of[at]));
                if (origin, story) != (member.origin, member.story) {
                    update.execute(params![member.article, origin, story])?;
                }
            }
            (done.entities, done.happenings) = many.write(db)?;
            set(db, "digest", &self.digest(&members)?)?;
            set(db, "consolidated", "1")
        };
        let written = write().map_err(ArchiveError::of(&path));
        if written.is_err() {
            self.roll_back();
        }
        written?;
        self.commit()?;
        done.origins = origin_of.iter().enumerate().filter(|(at, of)| at == *of).count();
        let mut sizes = vec![0_u32; members.len()];
        for &of in &story_of {
            sizes[of] += 1;
        }
        done.stories = sizes.iter().filter(|&&size| size > 1).count();
        done.took = start.elapsed();
        Ok(done)
    }

    /// Digest of all that the record is made from: articles in the versions that count, as they were read, and
    /// corrections. Equal digests, equal records.
    fn digest(&self, members: &[Member]) -> rusqlite::Result<String> {
        let mut hash = Sha256::new();
        let mut order: Vec<&Member> = members.iter().collect();
        order.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        for member in order {
            hash.update(&member.id);
            hash.update(&member.digest);
            hash.update(&member.reader);
        }
        let mut corrections = self.archive.db.prepare(
            "SELECT made || char(31) || who || char(31) || action || char(31) || target || char(31) || \
             coalesce(other, '') || char(31) || coalesce(field, '') || char(31) || coalesce(value, '') \
             FROM correction ORDER BY 1",
        )?;
        for correction in corrections.query_map([], |row| row.get::<_, String>(0))? {
            hash.update(correction?);
        }
        Ok(data_encoding::HEXLOWER.encode(&hash.finalize()[..16]))
    }

    /// All articles, by key.
    fn members(&self) -> Result<Vec<Member>, ArchiveError> {
        let read = || -> rusqlite::Result<Vec<Member>> {
            self.archive
                .db
                .prepare(
                    "SELECT article.article, id, article.published, publisher, credit, terms, signature, origin, story, \
                     digest, reader.version || ' ' || model || ' ' || data \
                     FROM article JOIN version USING (version) JOIN reader USING (reader) ORDER BY article.article",
                )?
                .query_map([], |row| {
                    let published: Option<String> = row.get(2)?;
                    // Blobs that this program cannot read (made by another version of it) count as missing.
                    let terms = row.get_ref(5)?.as_blob_or_null()?.map(Terms::from_bytes);
                    let signature = row.get_ref(6)?.as_blob_or_null()?.map(Signature::from_bytes);
                    Ok(Member {
                        article: row.get(0)?,
                        id: row.get(1)?,
                        published: published.and_then(|iso| Published::parse(&iso).ok()),
                        publisher: row.get(3)?,
                        credit: row.get(4)?,
                        terms: terms.and_then(Result::ok),
                        signature: signature.and_then(Result::ok),
                        origin: row.get(7)?,
                        story: row.get(8)?,
                        digest: row.get(9)?,
                        reader: row.get(10)?,
                    })
                })?
                .collect()
        };
        read().map_err(ArchiveError::of(&self.archive.path))
    }
}

/// For each member the one that leads its origin, and the one that leads its story; itself where it is alone.
fn groups(members: &[Member]) -> (Vec<usize>, Vec<usize>) {
    let (mut origin_of, mut story_of): (Vec<usize>, Vec<usize>) =
        ((0..members.len()).collect(), (0..members.len()).collect());
    let (mut at_copy, mut copies) = (Vec::new(), Vec::new());
    let (mut at_report, mut reports) = (Vec::new(), Vec::new());
    for (at, member) in members.iter().enumerate() {
        if let Some(signature) = &member.signature {
            at_copy.push(at);
            copies.push(Copy {
                id: &member.id,
                signature,
                published: member.published.as_ref(),
                publisher: member.publisher.as_deref(),
                credit: member.credit.as_deref(),
            });
        }
        if let Some(terms) = &member.terms {
            at_report.push(at);
            reports.push(Report { id: &member.id, terms });
        }
    }
    for (place, of) in origins(&copies).of.into_iter().enumerate() {
        origin_of[at_copy[place]] = at_copy[of];
    }
    for (place, of) in stories(&reports).into_iter().enumerate() {
        story_of[at_report[place]] = at_report[of];
    }
    (origin_of, story_of)
}
