-- The glossary database.
--
-- One SQLite file holds the posts, the terms, every place where a term is mentioned, and the indexes to search them.
-- A build makes it what content/ and terms.yaml say: to change something, change those.
--
-- Offsets (start_char, end_char) are Unicode code points, half-open. Those of paragraphs and mentions count in
-- posts.body, so that substr(body, start_char + 1, end_char - start_char) is the text that stands there.
-- Ids are ranks (posts by path, terms by slug, mentions by post and start; a paragraph's are its post's and its own)
-- and hold for this file only: to cite, use slugs, paths and offsets. Languages are BCP 47 tags. Dates are YYYY-MM-DD. JSON is text that json_valid() accepts.
--
-- How to read this file: the comment above a table says what a row is; the comment behind a column what it holds.
-- The same sentences are the descriptions that Datasette shows.

-- ---------------------------------------------------------------------------------------------------- posts

-- A post: one Markdown file in one language, with its body as typed.
CREATE TABLE posts (
    id              INTEGER PRIMARY KEY,  -- rank by path
    path            TEXT NOT NULL UNIQUE,  -- relative to the content folder
    slug            TEXT NOT NULL UNIQUE,  -- its address: /post/<slug>
    title           TEXT NOT NULL,  -- as the front matter gives it
    date            TEXT CHECK (date LIKE '____-__-__'),  -- day of publication
    language        TEXT NOT NULL,  -- BCP 47 tag
    author          TEXT,  -- who wrote it
    description     TEXT,  -- one line about it
    source_title    TEXT,  -- what it translates or accompanies: title
    source_author   TEXT,  -- the same: author
    source_date     TEXT,  -- the same: date as typed
    source_url      TEXT,  -- the same: address
    translation_key TEXT NOT NULL,  -- posts that share it say the same in several languages
    tags            TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),  -- JSON array
    categories      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(categories)),  -- JSON array
    body            TEXT NOT NULL,  -- Markdown after the front matter, as typed (no byte order mark, line ends as LF)
    sha256          TEXT NOT NULL,  -- of the file's bytes
    characters      INTEGER NOT NULL,  -- length of the body in code points
    mention_count   INTEGER NOT NULL DEFAULT 0,  -- mentions in it, ambiguous ones included
    terms           TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(terms)),  -- JSON array: names of the terms mentioned, sorted
    front_matter    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(front_matter))  -- JSON object: what has no column of its own
) STRICT;

-- A paragraph: the innermost block of text (a heading, a list item, a table cell, a paragraph of prose).
CREATE TABLE paragraphs (
    id         INTEGER PRIMARY KEY,  -- post_id times 100,000,000 plus position, so ascending by post and start
    post_id    INTEGER NOT NULL REFERENCES posts (id),  -- the post it stands in
    position   INTEGER NOT NULL,  -- 1 for the first of its post
    zone       TEXT NOT NULL CHECK (zone IN ('heading', 'table', 'list', 'quote', 'prose')),  -- what kind of block it is
    heading    TEXT NOT NULL,  -- the nearest heading above, as read
    start_char INTEGER NOT NULL,  -- code points into posts.body
    end_char   INTEGER NOT NULL,  -- code points into posts.body, exclusive
    text       TEXT NOT NULL,  -- source text: Markdown as typed
    reading    TEXT NOT NULL,  -- reading text: no marks, entities resolved, white space one space
    CHECK (0 <= start_char AND start_char < end_char)
) STRICT;

-- Two paragraphs of a post and its translation that say the same; a row for each direction.
CREATE TABLE alignments (
    paragraph_id   INTEGER NOT NULL REFERENCES paragraphs (id),  -- a paragraph
    counterpart_id INTEGER NOT NULL REFERENCES paragraphs (id),  -- the same paragraph in the translation
    score          REAL NOT NULL,  -- how sure the alignment is, 0 to 1
    PRIMARY KEY (paragraph_id, counterpart_id)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------------- terms

-- A term: one meaning with all its labels in all languages.
CREATE TABLE terms (
    id            INTEGER PRIMARY KEY,  -- rank by slug
    slug          TEXT NOT NULL UNIQUE,  -- its address: /term/<slug>
    name          TEXT NOT NULL,  -- preferred label in the main language, else in the next that has one
    kind          TEXT NOT NULL CHECK (kind IN ('person', 'organisation', 'place', 'work', 'event', 'project',
                  'technology', 'concept', 'allusion', 'slang', 'wordplay')),  -- what sort of expression it is
    explanation   TEXT,  -- Markdown, in the main language, else in the first there is
    explained     INTEGER NOT NULL CHECK (explained IN (0, 1)),  -- 1: there is an explanation in some language
    status        TEXT NOT NULL CHECK (status IN ('draft', 'reviewed')),  -- has somebody read it critically?
    names         TEXT NOT NULL CHECK (json_valid(names)),  -- JSON object: preferred label by language
    mention_count INTEGER NOT NULL DEFAULT 0,  -- mentions found, ambiguous ones left out
    post_count    INTEGER NOT NULL DEFAULT 0,  -- posts that mention it
    first_post_id INTEGER REFERENCES posts (id),  -- the first post that mentions it, by date, then path
    first_date    TEXT,  -- date of the first dated post that mentions it
    last_date     TEXT,  -- date of the last dated post that mentions it
    source_path   TEXT NOT NULL,  -- file that defines it
    source_line   INTEGER NOT NULL  -- line of that file, 1 for the first
) STRICT;

-- A label: one written form of a term in one language.
CREATE TABLE labels (
    id            INTEGER PRIMARY KEY,  -- rank by term, in the order typed
    term_id       INTEGER NOT NULL REFERENCES terms (id),  -- the term it belongs to
    language      TEXT NOT NULL,  -- BCP 47 tag
    text          TEXT NOT NULL,  -- as typed
    type          TEXT NOT NULL CHECK (type IN ('preferred', 'alternative', 'hidden')),  -- hidden: found, never shown as a name
    case_policy   TEXT NOT NULL CHECK (case_policy IN ('smart', 'exact', 'fold')),  -- how upper and lower case are compared
    inflect       TEXT NOT NULL CHECK (inflect IN ('auto', 'none')),  -- auto: regular English plurals and singulars are found too
    boundary      TEXT NOT NULL CHECK (boundary IN ('edge', 'none')),  -- none: found inside words too
    only_in       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(only_in)),  -- JSON array: quotations one of which must surround it
    not_in        TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(not_in)),  -- JSON array: quotations in which it is something else
    posts         TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(posts)),  -- JSON array: slugs or path patterns it is looked for in
    pinyin        TEXT,  -- how a Chinese label is spoken, with tones, a space between syllables; NULL for others
    mention_count INTEGER NOT NULL DEFAULT 0,  -- mentions found by this label
    UNIQUE (term_id, language, text)
) STRICT;

CREATE UNIQUE INDEX labels_preferred ON labels (term_id, language) WHERE type = 'preferred';

-- What a term means here, in one language.
CREATE TABLE explanations (
    id       INTEGER PRIMARY KEY,  -- rank by term, in the order typed
    term_id  INTEGER NOT NULL REFERENCES terms (id),  -- the term explained
    language TEXT NOT NULL,  -- BCP 47 tag
    text     TEXT NOT NULL,  -- Markdown, as typed; [[slug]] links to a term
    UNIQUE (term_id, language)
) STRICT;

-- What else is said of a term: where it comes from, how it is used, what an editor should know.
CREATE TABLE notes (
    id       INTEGER PRIMARY KEY,  -- rank by term, in the order typed
    term_id  INTEGER NOT NULL REFERENCES terms (id),  -- the term it is about
    type     TEXT NOT NULL CHECK (type IN ('origin', 'scope', 'usage', 'etymology', 'editorial')),  -- what it tells
    language TEXT NOT NULL,  -- BCP 47 tag
    text     TEXT NOT NULL,  -- Markdown, as typed
    UNIQUE (term_id, type, language)
) STRICT;

-- A work or page that an explanation rests on.
CREATE TABLE sources (
    id      INTEGER PRIMARY KEY,  -- rank by term, in the order typed
    term_id INTEGER NOT NULL REFERENCES terms (id),  -- the term it documents
    title   TEXT NOT NULL,  -- title of the work or page
    url     TEXT CHECK (url LIKE 'http://%' OR url LIKE 'https://%')  -- address
) STRICT;

-- A relation between two terms; related stands in both directions, the others as typed.
CREATE TABLE relations (
    term_id   INTEGER NOT NULL REFERENCES terms (id),  -- the term that has the relation
    type      TEXT NOT NULL CHECK (type IN ('related', 'broader', 'alludes_to')),  -- broader: the target is more general
    target_id INTEGER NOT NULL REFERENCES terms (id),  -- the term it points at
    PRIMARY KEY (term_id, type, target_id),
    CHECK (term_id <> target_id)
) STRICT, WITHOUT ROWID;

-- A slug that a term had before: its address redirects.
CREATE TABLE former_slugs (
    slug    TEXT PRIMARY KEY,  -- the old slug
    term_id INTEGER NOT NULL REFERENCES terms (id)  -- the term it means now
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------------------------------------- mentions

-- A mention: a place in a post where a label stands.
CREATE TABLE mentions (
    id           INTEGER PRIMARY KEY,  -- rank by post and start
    term_id      INTEGER REFERENCES terms (id),  -- the term mentioned; empty when ambiguous
    label_id     INTEGER REFERENCES labels (id),  -- the label that stands here, as somebody typed it; empty when ambiguous
    post_id      INTEGER NOT NULL REFERENCES posts (id),  -- the post it stands in
    paragraph_id INTEGER NOT NULL REFERENCES paragraphs (id),  -- the paragraph it stands in
    start_char   INTEGER NOT NULL,  -- code points into posts.body
    end_char     INTEGER NOT NULL,  -- code points into posts.body, exclusive
    exact        TEXT NOT NULL,  -- source text from the first to the last character
    reading      TEXT NOT NULL,  -- the same as read
    prefix       TEXT NOT NULL,  -- up to 32 characters of reading text before it
    suffix       TEXT NOT NULL,  -- up to 32 characters of reading text behind it
    zone         TEXT NOT NULL CHECK (zone IN ('heading', 'table', 'list', 'quote', 'link', 'prose')),  -- where it stands
    match        TEXT NOT NULL CHECK (match IN ('exact', 'case', 'inflected', 'variant')),  -- strongest deviation from the label
    status       TEXT NOT NULL CHECK (status IN ('found', 'ambiguous')),  -- ambiguous: several terms, see mention_candidates
    ordinal      INTEGER,  -- n for the n-th mention of its term in its post; its address is /post/<post>#<term>-<n>
    is_first     INTEGER NOT NULL CHECK (is_first IN (0, 1)),  -- 1: the first of its term in its post
    gloss        TEXT,  -- what the post itself says in brackets right behind it
    kind         TEXT,  -- the term's kind; empty when ambiguous
    language     TEXT NOT NULL,  -- the post's language
    CHECK (0 <= start_char AND start_char < end_char),
    CHECK ((status = 'ambiguous') = (term_id IS NULL)),
    CHECK ((term_id IS NULL) = (label_id IS NULL) AND (term_id IS NULL) = (ordinal IS NULL)),
    CHECK (is_first = (ordinal IS 1))
) STRICT;

-- A term that an ambiguous mention may mean; several for each such mention.
CREATE TABLE mention_candidates (
    mention_id INTEGER NOT NULL REFERENCES mentions (id),  -- the ambiguous mention
    term_id    INTEGER NOT NULL REFERENCES terms (id),  -- a term it may mean
    label_id   INTEGER NOT NULL REFERENCES labels (id),  -- that term's label
    reason     TEXT NOT NULL,  -- why it stays open
    PRIMARY KEY (mention_id, term_id)
) STRICT, WITHOUT ROWID;

-- The same term's mentions in aligned paragraphs, one to one; a row for each direction.
CREATE TABLE mention_pairs (
    mention_id     INTEGER NOT NULL REFERENCES mentions (id),  -- a mention
    counterpart_id INTEGER NOT NULL REFERENCES mentions (id),  -- the same mention in the translation
    PRIMARY KEY (mention_id, counterpart_id)
) STRICT, WITHOUT ROWID;

-- A candidate: an expression that looks like a term and is not yet in terms.yaml.
CREATE TABLE candidates (
    id            INTEGER PRIMARY KEY,  -- rank by language and score
    language      TEXT NOT NULL,  -- of the posts in which it stands
    text          TEXT NOT NULL,  -- the expression
    score         REAL NOT NULL,  -- higher: more likely a term
    kind          TEXT,  -- the kind it looks like
    mention_count INTEGER NOT NULL,  -- places where it stands
    post_count    INTEGER NOT NULL,  -- posts in which it stands
    gloss         TEXT,  -- what a post says in brackets behind it
    counterpart   TEXT,  -- the expression in the translation
    example       TEXT,  -- a passage in which it stands
    evidence      TEXT NOT NULL CHECK (json_valid(evidence)),  -- JSON array: signal, value and weight
    status        TEXT NOT NULL CHECK (status IN ('new', 'ignored')),  -- ignored: refused in terms.yaml
    UNIQUE (language, text)
) STRICT;

-- ------------------------------------------------------------------------------------- checks and the build

-- A problem that did not stop the build.
CREATE TABLE problems (
    id       INTEGER PRIMARY KEY,  -- rank by severity, path and line
    severity TEXT NOT NULL CHECK (severity IN ('warning', 'info')),  -- how much it matters
    code     TEXT NOT NULL,  -- what sort of problem, as the checker names it
    message  TEXT NOT NULL,  -- what is wrong
    fix      TEXT NOT NULL,  -- what to do about it
    path     TEXT NOT NULL,  -- file in which it stands
    line     INTEGER,  -- line of that file, 1 for the first
    term_id  INTEGER REFERENCES terms (id),  -- the term concerned
    post_id  INTEGER REFERENCES posts (id)  -- the post concerned
) STRICT;

-- What this file was made from and by; no wall-clock time, so that equal inputs give equal files.
CREATE TABLE build (
    key   TEXT PRIMARY KEY,  -- version, schema, input, title, languages, main_language, counts …
    value TEXT NOT NULL  -- as text
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------------------------------ full-text search
--
-- The indexes hold text folded for search: full-width forms as half-width, traditional Chinese as simplified, and a
-- space around every Chinese character, so that any part of a Chinese sentence is found as a phrase. Ask them with
-- the query folded alike: search_phrase('改稻为桑') where our SQL functions are loaded (Datasette, sqlite-utils), or
-- by hand as '"改 稻 为 桑"'. Never run 'rebuild' on them: it would index the text unfolded.

-- What the search page looks through: terms, posts and paragraphs in one table.
CREATE TABLE search (
    id           INTEGER PRIMARY KEY,  -- a paragraph's own; a post's behind 10 to the 15th, a term's behind twice that
    type         TEXT NOT NULL CHECK (type IN ('term', 'post', 'paragraph')),  -- what the row stands for
    term_id      INTEGER REFERENCES terms (id),  -- the term, for a term
    post_id      INTEGER REFERENCES posts (id),  -- the post, for a post or paragraph
    paragraph_id INTEGER REFERENCES paragraphs (id),  -- the paragraph, for a paragraph
    title        TEXT NOT NULL,  -- a term's labels, a post's title, a paragraph's heading
    text         TEXT NOT NULL  -- a term's explanations, a post's description, a paragraph as read
) STRICT;

CREATE VIRTUAL TABLE search_fts USING fts5 (
    title, text, content="search", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);

CREATE VIRTUAL TABLE posts_fts USING fts5 (
    title, body, content="posts", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);

-- Its content is that of search_fts before terms and posts join: the heading is shown, not searched.
CREATE VIRTUAL TABLE paragraphs_fts USING fts5 (
    heading UNINDEXED, reading, content="paragraphs", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);

-- names holds every label here, not only the preferred ones.
CREATE VIRTUAL TABLE terms_fts USING fts5 (
    name, names, explanation, content="terms", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);

-- --------------------------------------------------------------------------------------- indexes, after loading

CREATE INDEX posts_language ON posts (language);
CREATE INDEX posts_date ON posts (date);
CREATE INDEX posts_translation_key ON posts (translation_key);
CREATE INDEX paragraphs_post ON paragraphs (post_id, start_char);
CREATE INDEX paragraphs_zone ON paragraphs (zone);
CREATE INDEX alignments_counterpart ON alignments (counterpart_id);
CREATE INDEX terms_kind ON terms (kind);
CREATE INDEX terms_name ON terms (name);
CREATE INDEX terms_mention_count ON terms (mention_count);
CREATE INDEX terms_first_post ON terms (first_post_id);
CREATE INDEX labels_text ON labels (text);
CREATE INDEX labels_language ON labels (language);
CREATE INDEX notes_term ON notes (term_id);
CREATE INDEX sources_term ON sources (term_id);
CREATE INDEX relations_target ON relations (target_id);
CREATE INDEX former_slugs_term ON former_slugs (term_id);
CREATE INDEX mentions_term ON mentions (term_id, post_id);
CREATE INDEX mentions_post ON mentions (post_id, start_char);
CREATE INDEX mentions_paragraph ON mentions (paragraph_id);
CREATE INDEX mentions_ambiguous ON mentions (status) WHERE status = 'ambiguous';
CREATE INDEX mention_candidates_term ON mention_candidates (term_id);
CREATE INDEX mention_candidates_label ON mention_candidates (label_id);
CREATE INDEX mention_pairs_counterpart ON mention_pairs (counterpart_id);
CREATE INDEX candidates_score ON candidates (score);
CREATE INDEX problems_term ON problems (term_id);
CREATE INDEX problems_post ON problems (post_id);
CREATE INDEX search_term ON search (term_id) WHERE term_id IS NOT NULL;
CREATE INDEX search_post ON search (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX search_paragraph ON search (paragraph_id) WHERE paragraph_id IS NOT NULL;

-- ------------------------------------------------------------------------------------------------ views
--
-- Views answer the questions people ask most; each has an id first and names instead of numbers.

-- Every mention as a keyword in context.
CREATE VIEW concordance AS
SELECT m.id AS id, t.slug AS term, t.name AS name, m.kind AS kind, m.prefix AS prefix, m.reading AS keyword,
       m.suffix AS suffix, p.slug AS post, p.date AS date, m.language AS language, m.zone AS zone, m.match AS match,
       m.status AS status, m.gloss AS gloss, m.start_char AS start_char, m.end_char AS end_char,
       '/post/' || p.slug || coalesce('#' || t.slug || '-' || m.ordinal, '') AS address
  FROM mentions AS m
  JOIN posts AS p ON p.id = m.post_id
  LEFT JOIN terms AS t ON t.id = m.term_id;

-- The terms as the back of a book lists them: name, other labels, where first and how often.
CREATE VIEW term_index AS
SELECT t.id AS id, t.name AS name, t.kind AS kind,
       (SELECT group_concat(text, ' · ') FROM (SELECT DISTINCT l.text AS text FROM labels AS l
         WHERE l.term_id = t.id AND l.type <> 'hidden' AND l.text <> t.name)) AS other_labels,
       t.mention_count AS mention_count, t.post_count AS post_count, t.first_date AS first_date,
       t.last_date AS last_date, t.explained AS explained, t.slug AS slug, '/term/' || t.slug AS address
  FROM terms AS t
 ORDER BY t.name COLLATE NOCASE, t.slug;

-- Terms that still need an explanation, the most mentioned first.
CREATE VIEW unexplained_terms AS
SELECT id, slug, name, kind, mention_count, post_count, first_date, source_path, source_line
  FROM terms
 WHERE explained = 0
 ORDER BY mention_count DESC, slug;

-- Terms that no post mentions.
CREATE VIEW unmentioned_terms AS
SELECT id, slug, name, kind, explained, source_path, source_line
  FROM terms
 WHERE mention_count = 0
 ORDER BY slug;

-- Terms that stand in the same paragraph, each pair once, with the number of paragraphs and posts they share.
CREATE VIEW cooccurrences AS
  WITH place AS (SELECT DISTINCT term_id, paragraph_id, post_id FROM mentions WHERE term_id IS NOT NULL)
SELECT a.term_id * (SELECT max(id) + 1 FROM terms) + b.term_id AS id, a.term_id AS term_id, b.term_id AS other_id,
       t.name AS name, o.name AS other_name, count(*) AS paragraph_count, count(DISTINCT a.post_id) AS post_count
  FROM place AS a
  JOIN place AS b ON b.paragraph_id = a.paragraph_id AND b.term_id > a.term_id
  JOIN terms AS t ON t.id = a.term_id
  JOIN terms AS o ON o.id = b.term_id
 GROUP BY a.term_id, b.term_id
 ORDER BY paragraph_count DESC, id;

-- How often a term is mentioned in each month.
CREATE VIEW timeline AS
SELECT min(m.id) AS id, m.term_id AS term_id, t.slug AS slug, t.name AS name, substr(p.date, 1, 7) AS month,
       count(*) AS mention_count, count(DISTINCT m.post_id) AS post_count
  FROM mentions AS m
  JOIN posts AS p ON p.id = m.post_id
  JOIN terms AS t ON t.id = m.term_id
 WHERE p.date IS NOT NULL
 GROUP BY m.term_id, month
 ORDER BY month, m.term_id;

-- How a term's mentions were rendered in the translation; rendering is empty for mentions that were left out.
CREATE VIEW renderings AS
SELECT min(m.id) AS id, m.term_id AS term_id, t.slug AS slug, t.name AS name, m.language AS language,
       l.text AS label, p.language AS counterpart_language, c.reading AS rendering, count(*) AS mention_count
  FROM mentions AS m
  JOIN terms AS t ON t.id = m.term_id
  JOIN labels AS l ON l.id = m.label_id
  JOIN (SELECT DISTINCT a.paragraph_id AS paragraph_id, o.post_id AS post_id
          FROM alignments AS a
          JOIN paragraphs AS o ON o.id = a.counterpart_id) AS other ON other.paragraph_id = m.paragraph_id
  JOIN posts AS p ON p.id = other.post_id
  LEFT JOIN (mention_pairs AS mp JOIN mentions AS c ON c.id = mp.counterpart_id)
    ON mp.mention_id = m.id AND c.post_id = p.id
 GROUP BY m.term_id, m.language, l.text, p.language, c.reading
 ORDER BY m.term_id, m.language, mention_count DESC, id;

-- Labels that several terms share, with the mentions that stay ambiguous for it.
CREATE VIEW homographs AS
SELECT min(l.id) AS id, min(l.text) AS text, count(DISTINCT l.term_id) AS term_count,
       (SELECT group_concat(slug, ' · ') FROM (SELECT DISTINCT t.slug AS slug FROM labels AS k
          JOIN terms AS t ON t.id = k.term_id WHERE lower(k.text) = lower(l.text) ORDER BY t.slug)) AS terms,
       (SELECT count(DISTINCT mc.mention_id) FROM mention_candidates AS mc JOIN labels AS k ON k.id = mc.label_id
         WHERE lower(k.text) = lower(l.text)) AS ambiguous_count
  FROM labels AS l
 GROUP BY lower(l.text)
HAVING count(DISTINCT l.term_id) > 1
 ORDER BY id;

-- The first mention of each term, by date of the post, then path.
CREATE VIEW first_mentions AS
SELECT id, term, name, kind, date, post, language, prefix, keyword, suffix, address
  FROM (SELECT m.id AS id, t.slug AS term, t.name AS name, t.kind AS kind, p.date AS date, p.slug AS post,
               m.language AS language, m.prefix AS prefix, m.reading AS keyword, m.suffix AS suffix,
               '/post/' || p.slug || '#' || t.slug || '-' || m.ordinal AS address,
               row_number() OVER (PARTITION BY m.term_id ORDER BY p.date IS NULL, p.date, p.path, m.start_char) AS rank
          FROM mentions AS m
          JOIN posts AS p ON p.id = m.post_id
          JOIN terms AS t ON t.id = m.term_id
         WHERE m.ordinal = 1)
 WHERE rank = 1
 ORDER BY date IS NULL, date, id;

-- Labels and explanations that a term lacks in one of the glossary's languages.
CREATE VIEW missing_texts AS
SELECT t.id * 100 + g.key AS id, t.slug AS slug, t.name AS name, t.kind AS kind, g.value AS language,
       NOT EXISTS (SELECT 1 FROM labels AS l WHERE l.term_id = t.id AND l.type <> 'hidden'
         AND (l.language = g.value OR l.language LIKE g.value || '-%')) AS label_missing,
       NOT EXISTS (SELECT 1 FROM explanations AS e WHERE e.term_id = t.id
         AND (e.language = g.value OR e.language LIKE g.value || '-%')) AS explanation_missing
  FROM terms AS t
  JOIN json_each((SELECT value FROM build WHERE key = 'languages')) AS g
 WHERE label_missing OR explanation_missing
 ORDER BY t.mention_count DESC, t.slug, g.key;

-- How many terms lack a label or an explanation in each of the glossary's languages.
CREATE VIEW coverage AS
SELECT g.key + 1 AS id, g.value AS language, (SELECT count(*) FROM terms) AS term_count,
       (SELECT count(*) FROM missing_texts AS x WHERE x.language = g.value AND x.label_missing) AS labels_missing,
       (SELECT count(*) FROM missing_texts AS x WHERE x.language = g.value AND x.explanation_missing) AS explanations_missing
  FROM json_each((SELECT value FROM build WHERE key = 'languages')) AS g
 ORDER BY g.key;
