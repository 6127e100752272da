-- The archive, format 1. One SQLite file; `PRAGMA user_version` is the format.
--
-- What is kept for ever: articles and their versions (text and record), corrections, runs. Everything else is
-- computed from these and can be computed again. Whole numbers as keys are the file's own affair: they differ
-- between archives of the same articles, and no view shows them.
--
-- Days are ISO 8601 (`2024-10-25`); moments of ingest are UTC. Positions count Unicode code points from the
-- start of the text, first included, last excluded; SQLite's `substr(text, start + 1, "end" - start)` cuts the
-- same stretch.
--
-- A key of a finding, an actor, a place or a time is its article's key × 2^20 + a number within the article:
-- what belongs to an article lies together.

-- What the file says of itself: `consolidated` ('1' where the record is up to date), `digest` (of what it was made from).
CREATE TABLE archive (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One `chancery ingest` or `reread`. A command that was cut short has no `finished`, and the same command goes
-- on under the same run.
CREATE TABLE run (
  run INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT
) STRICT;

-- How far the files of an unfinished run have been read: all before it is in the archive.
CREATE TABLE reached (
  run INTEGER NOT NULL REFERENCES run,
  path TEXT NOT NULL,
  position TEXT NOT NULL,           -- JSON: member, line, record, byte
  PRIMARY KEY (run, path)
) STRICT, WITHOUT ROWID;

-- What the web said of an address when it was last asked.
CREATE TABLE address (
  address TEXT PRIMARY KEY,
  state TEXT NOT NULL               -- JSON: ETag and the like
) STRICT, WITHOUT ROWID;

-- What could not be parsed, with the reason and the remedy.
CREATE TABLE skipped (
  place TEXT NOT NULL,
  reason TEXT NOT NULL,
  remedy TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES run,
  PRIMARY KEY (place, reason)
) STRICT, WITHOUT ROWID;

-- Programs that have read, by what their output depends on.
CREATE TABLE reader (
  reader INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  model TEXT NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (version, model, data)
) STRICT;

-- An article, with the front matter of the version that counts.
CREATE TABLE article (
  article INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,          -- made of the identity
  identity TEXT NOT NULL UNIQUE,    -- address; publisher and input id; input id and text; or text
  version INTEGER REFERENCES version,  -- the one that counts
  title TEXT,
  url TEXT,
  publisher TEXT,
  credit TEXT,
  author TEXT,
  published TEXT,                   -- ISO 8601 date or date-time
  language TEXT NOT NULL,
  length INTEGER NOT NULL,          -- of the text, in code points
  chain TEXT NOT NULL,              -- JSON: outlet and agency
  origin INTEGER,                   -- article that leads those of the same text; null: itself
  story INTEGER                     -- article that leads the story; null: itself
) STRICT;
CREATE INDEX article_published ON article (published);
CREATE INDEX article_publisher ON article (publisher, published);
CREATE INDEX article_story ON article (story) WHERE story IS NOT NULL;
CREATE INDEX article_origin ON article (origin) WHERE origin IS NOT NULL;

-- What came in, and which article it was: the same input is not read twice.
CREATE TABLE input (
  digest BLOB PRIMARY KEY,          -- of all that the input says: 16 bytes of SHA-256
  input TEXT NOT NULL,              -- its id
  article INTEGER NOT NULL REFERENCES article
) STRICT, WITHOUT ROWID;
CREATE INDEX input_id ON input (input);
CREATE INDEX input_article ON input (article, input);

-- Texts of an article. The newest counts: by publication, then by run, then by digest.
CREATE TABLE version (
  version INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article,
  digest BLOB NOT NULL,             -- of text and front matter: 16 bytes of SHA-256
  published TEXT,
  given TEXT NOT NULL,              -- JSON: what the input said beside its text
  text TEXT NOT NULL,
  record BLOB NOT NULL,             -- the record (docs/record-format.md) without its text: JSON, zstd
  terms BLOB,                       -- what stories are made from
  signature BLOB,                   -- what copies are known by
  reader INTEGER NOT NULL REFERENCES reader,
  run INTEGER NOT NULL REFERENCES run,
  ingested TEXT NOT NULL,
  UNIQUE (article, digest)
) STRICT;

-- Earlier records of a version, each as the reader of its time made it.
CREATE TABLE former_record (
  version INTEGER NOT NULL REFERENCES version,
  reader INTEGER NOT NULL REFERENCES reader,
  record BLOB NOT NULL,
  replaced TEXT NOT NULL,
  PRIMARY KEY (version, reader)
) STRICT, WITHOUT ROWID;

-- Somebody who acts, over all articles. Rows that turned out to be the same point to one of them.
CREATE TABLE entity (
  entity INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,          -- Wikidata Q…, alpha-3, or name.COUNTRY
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  kb TEXT,
  wikipedia TEXT,
  country TEXT,
  names TEXT NOT NULL DEFAULT '[]', -- JSON: other names
  offices TEXT NOT NULL DEFAULT '[]', -- JSON: title, of, since, until, articles
  articles INTEGER NOT NULL DEFAULT 0,
  same_as INTEGER REFERENCES entity -- null: itself
) STRICT;
CREATE INDEX entity_same ON entity (same_as) WHERE same_as IS NOT NULL;

-- From here on: the findings of the version that counts, corrections applied.

CREATE TABLE actor (
  actor INTEGER PRIMARY KEY,
  label TEXT NOT NULL,              -- 'a3'
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  cameo TEXT,
  title TEXT,                       -- first role
  confidence REAL NOT NULL,
  mentions INTEGER NOT NULL,
  start INTEGER NOT NULL,           -- first mention, by name where there is one
  "end" INTEGER NOT NULL,
  entity INTEGER REFERENCES entity  -- null: nobody with a name
) STRICT;
CREATE INDEX actor_entity ON actor (entity) WHERE entity IS NOT NULL;

CREATE TABLE role (
  actor INTEGER NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  of_whom TEXT,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (actor, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
  place INTEGER PRIMARY KEY,
  label TEXT NOT NULL,              -- 'l1'
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  kb TEXT,
  wikipedia TEXT,
  country TEXT,
  admin1 TEXT,
  lat REAL,
  lon REAL,
  confidence REAL NOT NULL,
  mentions INTEGER NOT NULL,
  start INTEGER NOT NULL,           -- first mention
  "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX place_name ON place (name);
CREATE INDEX place_country ON place (country);

CREATE TABLE time (
  time INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  confidence REAL NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX time_value ON time (value);

-- Rules that made findings.
CREATE TABLE rule (
  rule INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- What statements, events, meetings and positions have in common.
CREATE TABLE finding (
  finding INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('s', 'e', 'm', 'p')),  -- statement, event, meeting, position
  label TEXT NOT NULL,              -- 's3', 'e2', 'm1', 'p4'
  type TEXT NOT NULL,               -- kind of statement, PLOVER type, format of meeting, stance
  status TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,                    -- null: first_day
  place INTEGER,                    -- references place
  rule INTEGER NOT NULL REFERENCES rule,
  confidence REAL NOT NULL,
  start INTEGER NOT NULL,           -- the words that prove it
  "end" INTEGER NOT NULL,
  sentence INTEGER NOT NULL,        -- from 1
  through TEXT,                     -- JSON: the speakers through whom it came, outermost first
  verdict TEXT CHECK (verdict IN ('accepted', 'edited')),
  lead INTEGER                      -- finding that leads those of one thing; null: itself
) STRICT;
CREATE INDEX finding_type ON finding (kind, type, first_day);
CREATE INDEX finding_day ON finding (kind, first_day, lead);
CREATE INDEX finding_lead ON finding (lead) WHERE lead IS NOT NULL;
CREATE INDEX finding_place ON finding (place) WHERE place IS NOT NULL;
CREATE INDEX finding_verdict ON finding (verdict) WHERE verdict IS NOT NULL;

-- Who takes part in a finding, and as what.
CREATE TABLE party (
  finding INTEGER NOT NULL,
  number INTEGER NOT NULL,          -- order in the article's record
  role TEXT NOT NULL CHECK (role IN
    ('source', 'target', 'speaker', 'addressee', 'participant', 'host', 'holder', 'toward')),
  actor INTEGER NOT NULL,
  entity INTEGER,
  country TEXT,
  PRIMARY KEY (finding, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_entity ON party (entity, finding, role) WHERE entity IS NOT NULL;
CREATE INDEX party_country ON party (country, finding, role) WHERE country IS NOT NULL;

CREATE TABLE statement (
  finding INTEGER PRIMARY KEY,
  content TEXT NOT NULL,            -- JSON: [[start, end] …]
  cue_start INTEGER,
  cue_end INTEGER,
  negated INTEGER NOT NULL,
  reported_by TEXT                  -- label of a statement
) STRICT;

CREATE TABLE event (
  finding INTEGER PRIMARY KEY,
  mode TEXT,
  contexts TEXT NOT NULL,           -- JSON
  cameo TEXT,
  goldstein REAL,
  reported_by TEXT,
  same_as TEXT,                     -- label of the document's first event of the same happening
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL
) STRICT;

CREATE TABLE meeting (
  finding INTEGER PRIMARY KEY,
  name TEXT,
  private INTEGER NOT NULL,
  attendance TEXT NOT NULL,         -- JSON: [{"count", "of", "evidence": {"start", "end"}} …]
  duration TEXT,                    -- TIMEX3
  topics TEXT NOT NULL,             -- JSON: [[start, end] …]
  evidence TEXT NOT NULL,           -- JSON: [[start, end] …]
  events TEXT NOT NULL,             -- JSON: labels
  reported_by TEXT
) STRICT;

CREATE TABLE position (
  finding INTEGER PRIMARY KEY,
  proposition_start INTEGER NOT NULL,
  proposition_end INTEGER NOT NULL,
  topics TEXT NOT NULL,             -- JSON: codes of data/topics.tsv
  statement TEXT                    -- label
) STRICT;

-- Several reports of one thing: what they say together. A finding that stands alone has no row.
CREATE TABLE happening (
  lead INTEGER PRIMARY KEY,         -- references finding
  status TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  place INTEGER,
  reports INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  disagreements TEXT NOT NULL       -- JSON: [{"about", "values": [[value, [id …]] …]} …]
) STRICT;

-- What people said of findings. Never changed, only added to.
CREATE TABLE correction (
  correction INTEGER PRIMARY KEY,
  made TEXT NOT NULL,               -- moment, UTC
  who TEXT NOT NULL,
  why TEXT,
  action TEXT NOT NULL CHECK (action IN ('accept', 'reject', 'edit', 'merge', 'split', 'undo')),
  target TEXT NOT NULL,             -- id of a finding, a record or an entity; undo: number of the correction
  other TEXT,                       -- merge, split: the other id
  field TEXT,                       -- edit
  value TEXT,                       -- edit
  ground TEXT                       -- JSON: kind, label, type, rule and evidence as they were, by which it is found again
) STRICT;
CREATE INDEX correction_target ON correction (target);

-- Ids that findings had before their article was read again, and the ids of what stands in their place.
CREATE TABLE alias (
  old TEXT PRIMARY KEY,             -- 'ARTICLE#e2'
  new TEXT                          -- null: gone
) STRICT, WITHOUT ROWID;

-- Words, for search. The texts lie in `version`.
CREATE VIRTUAL TABLE article_words USING fts5 (
  title, text, content = '', contentless_delete = 1, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE finding_words USING fts5 (
  evidence, content = '', contentless_delete = 1, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE entity_words USING fts5 (
  names, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);


-- The views: what people who know SQL read.
--
-- Every row names its document, the words that prove it, the rule, the confidence (the share of such rows that
-- are right) and the chain of sources, outlet first. Lists are joined by '; '.

-- Articles, in the version that counts.
CREATE VIEW articles AS
SELECT
  id, id AS document,
  (SELECT group_concat(input, '; ') FROM (SELECT DISTINCT input FROM input WHERE input.article = article.article ORDER BY input)) AS inputs,
  title, url, publisher, credit, author, published, language,
  (SELECT id FROM article AS other WHERE other.article = coalesce(article.origin, article.article)) AS origin,
  (SELECT id FROM article AS other WHERE other.article = coalesce(article.story, article.article)) AS story,
  (SELECT count(*) FROM version WHERE version.article = article.article) AS versions,
  0 AS evidence_start,
  length AS evidence_end,
  (SELECT text FROM version WHERE version.version = article.version) AS evidence,
  NULL AS rule,
  NULL AS confidence,
  chain AS source_chain,
  (SELECT reader.version || ' ' || reader.model || ' ' || reader.data FROM version JOIN reader USING (reader)
    WHERE version.version = article.version) AS reader,
  (SELECT ingested FROM version WHERE version.version = article.version) AS ingested
FROM article;

-- Each article's actors.
CREATE VIEW actors AS
SELECT
  (SELECT id FROM article WHERE article.article = actor.actor >> 20) || '#' || actor.label AS id,
  (SELECT id FROM article WHERE article.article = actor.actor >> 20) AS document,
  (SELECT coalesce(same.id, entity.id) FROM entity LEFT JOIN entity AS same ON same.entity = entity.same_as
    WHERE entity.entity = actor.entity) AS entity,
  actor.name, actor.kind,
  (SELECT kb FROM entity WHERE entity.entity = actor.entity) AS kb,
  (SELECT wikipedia FROM entity WHERE entity.entity = actor.entity) AS wikipedia,
  actor.country, actor.sector, actor.cameo, actor.title,
  actor.mentions,
  actor.start AS evidence_start,
  actor."end" AS evidence_end,
  (SELECT substr(version.text, actor.start + 1, actor."end" - actor.start)
    FROM article JOIN version USING (version) WHERE article.article = actor.actor >> 20) AS evidence,
  NULL AS rule,
  actor.confidence,
  (SELECT chain FROM article WHERE article.article = actor.actor >> 20) AS source_chain
FROM actor;

-- Actors of the whole archive, one row for each.
CREATE VIEW entities AS
SELECT id, name, kind, kb, wikipedia, country, names, offices, articles
FROM entity
WHERE same_as IS NULL AND articles > 0;

CREATE VIEW places AS
SELECT
  (SELECT id FROM article WHERE article.article = place.place >> 20) || '#' || place.label AS id,
  (SELECT id FROM article WHERE article.article = place.place >> 20) AS document,
  place.name, place.type, place.kb, place.wikipedia, place.country, place.admin1, place.lat, place.lon,
  place.mentions,
  place.start AS evidence_start,
  place."end" AS evidence_end,
  (SELECT substr(version.text, place.start + 1, place."end" - place.start)
    FROM article JOIN version USING (version) WHERE article.article = place.place >> 20) AS evidence,
  NULL AS rule,
  place.confidence,
  (SELECT chain FROM article WHERE article.article = place.place >> 20) AS source_chain
FROM place;

CREATE VIEW times AS
SELECT
  (SELECT id FROM article WHERE article.article = time.time >> 20) || '#t' || ((time.time & 1048575) + 1) AS id,
  (SELECT id FROM article WHERE article.article = time.time >> 20) AS document,
  time.type, time.value,
  time.start AS evidence_start,
  time."end" AS evidence_end,
  (SELECT substr(version.text, time.start + 1, time."end" - time.start)
    FROM article JOIN version USING (version) WHERE article.article = time.time >> 20) AS evidence,
  NULL AS rule,
  time.confidence,
  (SELECT chain FROM article WHERE article.article = time.time >> 20) AS source_chain
FROM time;

-- The names of a finding's parties; for the views below.
CREATE VIEW party_of AS
SELECT
  party.finding, party.number, party.role, actor.name,
  coalesce(same.id, entity.id, '-') AS entity,
  coalesce(actor.country, '-') AS country
FROM party
JOIN actor ON actor.actor = party.actor
LEFT JOIN entity ON entity.entity = party.entity
LEFT JOIN entity AS same ON same.entity = entity.same_as;

-- What statements, events, meetings and positions have in common; for the views below. Columns are looked up one
-- by one, not joined, so that a count reads an index and nothing else.
CREATE VIEW told AS
SELECT
  finding.finding, finding.kind, finding.type, finding.status, finding.first_day,
  coalesce(finding.last_day, finding.first_day) AS last_day,
  (SELECT name FROM rule WHERE rule.rule = finding.rule) AS rule, finding.confidence, finding.verdict, finding.lead,
  finding.place AS place_key,
  (SELECT id FROM article WHERE article.article = finding.finding >> 20) || '#' || finding.label AS id,
  (SELECT leading.label || '-' || article.id FROM finding AS leading JOIN article ON article.article = leading.finding >> 20
    WHERE leading.finding = coalesce(finding.lead, finding.finding)) AS record,
  (SELECT id FROM article WHERE article.article = finding.finding >> 20) AS document,
  (SELECT name FROM place WHERE place.place = finding.place) AS place,
  (SELECT country FROM place WHERE place.place = finding.place) AS place_country,
  (SELECT kb FROM place WHERE place.place = finding.place) AS place_kb,
  (SELECT lat FROM place WHERE place.place = finding.place) AS lat,
  (SELECT lon FROM place WHERE place.place = finding.place) AS lon,
  finding.start AS evidence_start,
  finding."end" AS evidence_end,
  (SELECT substr(version.text, finding.start + 1, finding."end" - finding.start)
    FROM article JOIN version USING (version) WHERE article.article = finding.finding >> 20) AS evidence,
  (SELECT version.text FROM article JOIN version USING (version) WHERE article.article = finding.finding >> 20) AS text,
  (SELECT CASE WHEN finding.through IS NULL THEN chain
      WHEN chain = '[]' THEN finding.through
      ELSE substr(chain, 1, length(chain) - 1) || ',' || substr(finding.through, 2) END
    FROM article WHERE article.article = finding.finding >> 20) AS source_chain
FROM finding;

CREATE VIEW statements AS
SELECT
  told.id, told.record, told.document,
  told.type AS kind,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM party_of WHERE party_of.finding = told.finding AND role = 'speaker' ORDER BY number)) AS speaker,
  (SELECT group_concat(entity, '; ') FROM (SELECT entity FROM party_of WHERE party_of.finding = told.finding AND role = 'speaker' ORDER BY number)) AS speaker_entity,
  (SELECT group_concat(country, '; ') FROM (SELECT country FROM party_of WHERE party_of.finding = told.finding AND role = 'speaker' ORDER BY number)) AS speaker_country,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM party_of WHERE party_of.finding = told.finding AND role = 'addressee' ORDER BY number)) AS addressee,
  (SELECT group_concat(cut, ' … ') FROM (SELECT substr(told.text, json_extract(value, '$[0]') + 1,
    json_extract(value, '$[1]') - json_extract(value, '$[0]')) AS cut FROM statement, json_each(statement.content) WHERE statement.finding = told.finding ORDER BY key)) AS content,
  (SELECT substr(told.text, cue_start + 1, cue_end - cue_start) FROM statement WHERE statement.finding = told.finding) AS cue,
  (SELECT negated FROM statement WHERE statement.finding = told.finding) AS negated,
  told.document || '#' || (SELECT reported_by FROM statement WHERE statement.finding = told.finding) AS reported_by,
  told.first_day AS said,
  told.evidence_start, told.evidence_end, told.evidence, told.rule, told.confidence, told.verdict, told.source_chain
FROM told
WHERE told.kind = 's';

CREATE VIEW events AS
SELECT
  told.id, told.record, told.document,
  told.type, (SELECT mode FROM event WHERE event.finding = told.finding) AS mode,
  (SELECT group_concat(value, '; ') FROM (SELECT value FROM event, json_each(event.contexts) WHERE event.finding = told.finding ORDER BY key)) AS contexts,
  (SELECT cameo FROM event WHERE event.finding = told.finding) AS cameo, (SELECT goldstein FROM event WHERE event.finding = told.finding) AS goldstein,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM party_of WHERE party_of.finding = told.finding AND role = 'source' ORDER BY number)) AS sources,
  (SELECT group_concat(entity, '; ') FROM (SELECT entity FROM party_of WHERE party_of.finding = told.finding AND role = 'source' ORDER BY number)) AS source_entities,
  (SELECT group_concat(country, '; ') FROM (SELECT country FROM party_of WHERE party_of.finding = told.finding AND role = 'source' ORDER BY number)) AS source_countries,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM party_of WHERE party_of.finding = told.finding AND role = 'target' ORDER BY number)) AS targets,
  (SELECT group_concat(entity, '; ') FROM (SELECT entity FROM party_of WHERE party_of.finding = told.finding AND role = 'target' ORDER BY number)) AS target_entities,
  (SELECT group_concat(country, '; ') FROM (SELECT country FROM party_of WHERE party_of.finding = told.finding AND role = 'target' ORDER BY number)) AS target_countries,
  told.status, told.first_day, told.last_day,
  told.place, told.place_country, told.place_kb, told.lat, told.lon,
  told.document || '#' || (SELECT reported_by FROM event WHERE event.finding = told.finding) AS reported_by,
  told.document || '#' || (SELECT same_as FROM event WHERE event.finding = told.finding) AS same_as,
  (SELECT substr(told.text, trigger_start + 1, trigger_end - trigger_start) FROM event WHERE event.finding = told.finding) AS trigger,
  told.evidence_start, told.evidence_end, told.evidence, told.rule, told.confidence, told.verdict, told.source_chain
FROM told
WHERE told.kind = 'e';

CREATE VIEW meetings AS
SELECT
  told.id, told.record, told.document,
  told.type AS format, (SELECT name FROM meeting WHERE meeting.finding = told.finding) AS name, (SELECT private FROM meeting WHERE meeting.finding = told.finding) AS private,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM party_of WHERE party_of.finding = told.finding AND role = 'participant' ORDER BY number)) AS participants,
  (SELECT group_concat(entity, '; ') FROM (SELECT entity FROM party_of WHERE party_of.finding = told.finding AND role = 'participant' ORDER BY number)) AS participant_entities,
  (SELECT group_concat(country, '; ') FROM (SELECT country FROM party_of WHERE party_of.finding = told.finding AND role = 'participant' ORDER BY number)) AS participant_countries,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM party_of WHERE party_of.finding = told.finding AND role = 'host' ORDER BY number)) AS host,
  (SELECT group_concat(of_whom, '; ') FROM (SELECT json_extract(value, '$.count') || ' ' || json_extract(value, '$.of') AS of_whom
    FROM meeting, json_each(meeting.attendance) WHERE meeting.finding = told.finding ORDER BY key)) AS attendance,
  (SELECT duration FROM meeting WHERE meeting.finding = told.finding) AS duration,
  (SELECT group_concat(cut, '; ') FROM (SELECT substr(told.text, json_extract(value, '$[0]') + 1,
    json_extract(value, '$[1]') - json_extract(value, '$[0]')) AS cut FROM meeting, json_each(meeting.topics) WHERE meeting.finding = told.finding ORDER BY key)) AS topics,
  told.status, told.first_day, told.last_day,
  told.place, told.place_country, told.place_kb, told.lat, told.lon,
  told.document || '#' || (SELECT reported_by FROM meeting WHERE meeting.finding = told.finding) AS reported_by,
  told.evidence_start, told.evidence_end, told.evidence, told.rule, told.confidence, told.verdict, told.source_chain
FROM told
WHERE told.kind = 'm';

CREATE VIEW positions AS
SELECT
  told.id, told.record, told.document,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM party_of WHERE party_of.finding = told.finding AND role = 'holder' ORDER BY number)) AS holder,
  (SELECT group_concat(entity, '; ') FROM (SELECT entity FROM party_of WHERE party_of.finding = told.finding AND role = 'holder' ORDER BY number)) AS holder_entity,
  (SELECT group_concat(country, '; ') FROM (SELECT country FROM party_of WHERE party_of.finding = told.finding AND role = 'holder' ORDER BY number)) AS holder_country,
  told.type AS stance,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM party_of WHERE party_of.finding = told.finding AND role = 'toward' ORDER BY number)) AS toward,
  (SELECT group_concat(entity, '; ') FROM (SELECT entity FROM party_of WHERE party_of.finding = told.finding AND role = 'toward' ORDER BY number)) AS toward_entity,
  (SELECT substr(told.text, proposition_start + 1, proposition_end - proposition_start) FROM position WHERE position.finding = told.finding) AS proposition,
  (SELECT group_concat(value, '; ') FROM (SELECT value FROM position, json_each(position.topics) WHERE position.finding = told.finding ORDER BY key)) AS topics,
  told.document || '#' || (SELECT statement FROM position WHERE position.finding = told.finding) AS statement,
  told.first_day AS reported,
  told.evidence_start, told.evidence_end, told.evidence, told.rule, told.confidence, told.verdict, told.source_chain
FROM told
WHERE told.kind = 'p';

-- One row for each thing that happened or was said, however many reports tell of it.
CREATE VIEW records AS
SELECT
  told.record AS id,
  CASE told.kind WHEN 's' THEN 'statement' WHEN 'e' THEN 'event' WHEN 'm' THEN 'meeting' ELSE 'position' END AS kind,
  told.type,
  coalesce((SELECT status FROM happening WHERE happening.lead = told.finding), told.status) AS status,
  coalesce((SELECT first_day FROM happening WHERE happening.lead = told.finding), told.first_day) AS first_day,
  coalesce((SELECT last_day FROM happening WHERE happening.lead = told.finding), told.last_day) AS last_day,
  (SELECT place.name FROM place WHERE place.place = coalesce((SELECT place FROM happening WHERE happening.lead = told.finding), told.place_key)) AS place,
  (SELECT place.country FROM place WHERE place.place = coalesce((SELECT place FROM happening WHERE happening.lead = told.finding), told.place_key)) AS place_country,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM party_of WHERE party_of.finding = told.finding ORDER BY number)) AS parties,
  coalesce((SELECT reports FROM happening WHERE happening.lead = told.finding), 1) AS reports,
  coalesce((SELECT articles FROM happening WHERE happening.lead = told.finding), 1) AS articles,
  coalesce((SELECT origins FROM happening WHERE happening.lead = told.finding), 1) AS origins,
  coalesce((SELECT outlets FROM happening WHERE happening.lead = told.finding), 1) AS outlets,
  coalesce((SELECT disagreements FROM happening WHERE happening.lead = told.finding), '[]') AS disagreements,
  told.evidence_start, told.evidence_end, told.evidence, told.rule, told.confidence, told.verdict, told.source_chain
FROM told
WHERE told.lead IS NULL;

-- Whose word it was.
CREATE VIEW corrections AS
SELECT correction AS number, made, who, why, action, target, other, field, value FROM correction;
