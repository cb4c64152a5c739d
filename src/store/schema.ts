/**
 * The tables of the history, as numbered migrations. A migration that was released is never changed; what is new is a
 * further one. `PRAGMA user_version` holds the number of those that a file has gone through.
 */

/** Stands in the header of the file (`PRAGMA application_id`): "oddl". A file without it is somebody else's. */
export const APPLICATION_ID = 0x6f64646c;

/** Times are whole ms since the epoch; texts that are lists or objects are JSON. */
export const MIGRATIONS: readonly string[] = [
  `
  -- one row a run of the program; what it has counted stands here, and is never taken from other tables
  CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    -- the first run of those that go on from each other's checkpoint
    chain INTEGER NOT NULL,
    command TEXT NOT NULL,
    files TEXT NOT NULL,
    pid INTEGER NOT NULL,
    workers INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    -- null while it runs, and where it was killed
    ended_ms INTEGER,
    lines INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    anomalies INTEGER NOT NULL,
    flagged_lines INTEGER NOT NULL,
    truncated_lines INTEGER NOT NULL,
    invalid_utf8 INTEGER NOT NULL,
    first_time_ms INTEGER,
    last_time_ms INTEGER,
    -- rows of other tables that could not be stored
    lost_rows INTEGER NOT NULL
  ) STRICT;
  -- what the runs had counted whose rows are gone
  CREATE TABLE forgotten (
    runs INTEGER NOT NULL, lines INTEGER NOT NULL, bytes INTEGER NOT NULL, anomalies INTEGER NOT NULL
  ) STRICT;
  INSERT INTO forgotten VALUES (0, 0, 0, 0);
  CREATE TABLE sources (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE templates (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    example TEXT NOT NULL,
    -- the id of the template that it turned out to be
    merged_into TEXT
  ) STRICT;
  CREATE TABLE anomalies (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    chain INTEGER NOT NULL,
    run INTEGER NOT NULL,
    -- when it was stored
    seen_ms INTEGER NOT NULL,
    time_ms INTEGER,
    source INTEGER NOT NULL REFERENCES sources,
    line INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    detector TEXT NOT NULL,
    score REAL NOT NULL,
    severity TEXT NOT NULL,
    template INTEGER NOT NULL REFERENCES templates,
    session TEXT,
    count INTEGER NOT NULL,
    last_time_ms INTEGER,
    closed INTEGER NOT NULL,
    UNIQUE (id, chain)
  ) STRICT;
  -- what is long and seldom changes, so that what often changes is short
  CREATE TABLE details (
    -- the anomaly's
    number INTEGER PRIMARY KEY,
    message TEXT NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    continuation TEXT,
    -- the lines around it; null where there were too many anomalies at a time to keep them
    context TEXT
  ) STRICT;
  CREATE INDEX anomalies_by_time ON anomalies (time_ms);
  CREATE INDEX anomalies_by_template ON anomalies (template);
  `,
  `
  -- lines of a template in so many minutes from one on; start -1: they have no time
  CREATE TABLE counts (
    run INTEGER NOT NULL,
    start_minute INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES sources,
    template INTEGER NOT NULL REFERENCES templates,
    lines INTEGER NOT NULL,
    PRIMARY KEY (run, start_minute, minutes, source, template)
  ) STRICT, WITHOUT ROWID;
  -- how the program did
  CREATE TABLE metrics (
    number INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    anomalies INTEGER NOT NULL,
    lines_per_second REAL NOT NULL,
    rss_bytes INTEGER NOT NULL,
    workers INTEGER NOT NULL,
    queue INTEGER NOT NULL
  ) STRICT;
  `,
  `
  -- how far was read and what was learnt, stored together with the rows of the lines up to there
  CREATE TABLE checkpoints (
    path TEXT PRIMARY KEY,
    -- the file of state at this path says the same word while it belongs to this checkpoint
    lineage TEXT NOT NULL,
    chain INTEGER NOT NULL,
    saved_ms INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  -- what users marked as normal, as far as runs have seen it
  CREATE TABLE feedback (
    path TEXT NOT NULL,
    id TEXT NOT NULL,
    mark TEXT NOT NULL,
    seen_ms INTEGER NOT NULL,
    removed_ms INTEGER,
    PRIMARY KEY (path, id)
  ) STRICT;
  -- a sample of feature rows for each version of their schema
  CREATE TABLE feature_samples (schema INTEGER PRIMARY KEY, lines INTEGER NOT NULL, rows BLOB NOT NULL) STRICT;
  `,
  `
  -- unique by chain first: what a run stores lies together in the index, so that a storm of anomalies changes few pages
  CREATE TABLE anomalies_by_chain (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    chain INTEGER NOT NULL,
    run INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL,
    time_ms INTEGER,
    source INTEGER NOT NULL REFERENCES sources,
    line INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    detector TEXT NOT NULL,
    score REAL NOT NULL,
    severity TEXT NOT NULL,
    template INTEGER NOT NULL REFERENCES templates,
    session TEXT,
    count INTEGER NOT NULL,
    last_time_ms INTEGER,
    closed INTEGER NOT NULL,
    UNIQUE (chain, id)
  ) STRICT;
  INSERT INTO anomalies_by_chain SELECT * FROM anomalies;
  DROP TABLE anomalies;
  ALTER TABLE anomalies_by_chain RENAME TO anomalies;
  CREATE INDEX anomalies_by_time ON anomalies (time_ms);
  CREATE INDEX anomalies_by_template ON anomalies (template);
  `,
  `
  -- how busy it was between the row before and this one: the share of time that workers were at work, and cores in use
  ALTER TABLE metrics ADD COLUMN worker_load REAL;
  ALTER TABLE metrics ADD COLUMN cpu_cores REAL;
  ALTER TABLE metrics ADD COLUMN flagged_lines INTEGER;
  -- lines by their score, in steps of .05
  ALTER TABLE runs ADD COLUMN scores TEXT;
  -- the summary event, once it has ended
  ALTER TABLE runs ADD COLUMN summary TEXT;
  `,
  `
  -- one index for anomalies with and without a time, so that those of a span of time are found in their order
  DROP INDEX anomalies_by_time;
  CREATE INDEX anomalies_by_moment ON anomalies (coalesce(time_ms, seen_ms));
  `,
  `
  -- ids are looked up while their anomalies go on, and hardly ever after that: ids come in no order, so an index of all
  -- of them has as many of its pages change in each transaction as there are new rows, which costs a fifth of a storm
  CREATE TABLE anomalies_by_number (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    chain INTEGER NOT NULL,
    run INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL,
    time_ms INTEGER,
    source INTEGER NOT NULL REFERENCES sources,
    line INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    detector TEXT NOT NULL,
    score REAL NOT NULL,
    severity TEXT NOT NULL,
    template INTEGER NOT NULL REFERENCES templates,
    session TEXT,
    count INTEGER NOT NULL,
    last_time_ms INTEGER,
    closed INTEGER NOT NULL
  ) STRICT;
  INSERT INTO anomalies_by_number SELECT * FROM anomalies;
  DROP TABLE anomalies;
  ALTER TABLE anomalies_by_number RENAME TO anomalies;
  CREATE INDEX open_anomalies ON anomalies (chain, id) WHERE closed = 0;
  CREATE INDEX anomalies_by_run ON anomalies (run);
  CREATE INDEX anomalies_by_moment ON anomalies (coalesce(time_ms, seen_ms));
  CREATE INDEX anomalies_by_template ON anomalies (template);
  `,
  `
  -- lines among them that only continue an event: they count as read, and not as lines of the template
  ALTER TABLE counts ADD COLUMN continued INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- what was advised, with placeholders for what an anomaly fills in (advice/advice_row.ts): filled in, it is half of
  -- what is stored of an anomaly
  CREATE TABLE advice (
    number INTEGER PRIMARY KEY,
    recommendation TEXT NOT NULL,
    -- a list
    commands TEXT NOT NULL,
    UNIQUE (recommendation, commands)
  ) STRICT;
  -- null where the evidence says what was advised
  ALTER TABLE details ADD COLUMN advice INTEGER REFERENCES advice;
  `,
];
