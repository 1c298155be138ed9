-- Everything hangs on its room by a foreign key, so that erasing a room cannot forget a table.

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rooms (
  code       TEXT PRIMARY KEY,
  title      TEXT NOT NULL,
  version    INTEGER NOT NULL,
  on_air     TEXT,
  notice     TEXT, -- JSON
  joined     INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE joins (
  room   TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
  device TEXT NOT NULL,
  PRIMARY KEY (room, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE polls (
  id           TEXT PRIMARY KEY,
  room         TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
  place        INTEGER NOT NULL, -- among the room's polls and matches
  version      INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  question     TEXT NOT NULL,
  options      TEXT NOT NULL, -- JSON
  max_choices  INTEGER,
  scale        TEXT, -- JSON
  results      TEXT NOT NULL,
  allow_change INTEGER NOT NULL,
  voters       TEXT NOT NULL,
  status       TEXT NOT NULL,
  run          INTEGER NOT NULL,
  closes_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX polls_of_room ON polls (room, place);

-- The record: rows are added, and leave only with their poll. AUTOINCREMENT never gives a number
-- twice, so neither does a receipt.
CREATE TABLE votes (
  seq    INTEGER PRIMARY KEY AUTOINCREMENT,
  poll   TEXT NOT NULL REFERENCES polls ON DELETE CASCADE,
  run    INTEGER NOT NULL,
  voter  TEXT NOT NULL,
  choice TEXT, -- JSON; null is a withdrawal
  at     INTEGER NOT NULL
) STRICT;
-- For recounting, exporting and erasing one poll without reading every other poll's votes.
CREATE INDEX votes_of_poll ON votes (poll, run);

-- Each voter's newest vote. A withdrawn ballot stays, with choice null.
CREATE TABLE ballots (
  poll   TEXT NOT NULL REFERENCES polls ON DELETE CASCADE,
  run    INTEGER NOT NULL,
  voter  TEXT NOT NULL,
  choice TEXT,
  seq    INTEGER NOT NULL,
  PRIMARY KEY (poll, run, voter)
) STRICT, WITHOUT ROWID;

-- A run has a row from its first vote on. The checks stop a commit that would count below nothing.
CREATE TABLE runs (
  poll    TEXT NOT NULL REFERENCES polls ON DELETE CASCADE,
  run     INTEGER NOT NULL,
  ballots INTEGER NOT NULL CHECK (ballots >= 0),
  PRIMARY KEY (poll, run)
) STRICT, WITHOUT ROWID;

CREATE TABLE counters (
  poll  TEXT NOT NULL REFERENCES polls ON DELETE CASCADE,
  run   INTEGER NOT NULL,
  key   TEXT NOT NULL,
  votes INTEGER NOT NULL CHECK (votes >= 0),
  PRIMARY KEY (poll, run, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE matches (
  id         TEXT PRIMARY KEY,
  room       TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
  place      INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  sport      TEXT NOT NULL,
  title      TEXT NOT NULL,
  sides      TEXT NOT NULL, -- JSON
  rules      TEXT NOT NULL, -- JSON, frozen when the match was made
  status     TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX matches_of_room ON matches (room, place);

CREATE TABLE match_events (
  match TEXT NOT NULL REFERENCES matches ON DELETE CASCADE,
  seq   INTEGER NOT NULL,
  id    TEXT NOT NULL,
  event TEXT NOT NULL, -- JSON, whole
  PRIMARY KEY (match, seq),
  UNIQUE (match, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE keys (
  id         TEXT PRIMARY KEY,
  hash       TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  room       TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
  match      TEXT REFERENCES matches ON DELETE CASCADE, -- null: the host's
  scopes     TEXT, -- JSON
  expires_at INTEGER,
  revoked_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX keys_of_room ON keys (room);
CREATE INDEX keys_of_match ON keys (match);

CREATE TABLE claims (
  device TEXT NOT NULL,
  key    TEXT NOT NULL REFERENCES keys ON DELETE CASCADE,
  PRIMARY KEY (device, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_of_key ON claims (key);
