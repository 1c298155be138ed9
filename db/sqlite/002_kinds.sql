-- What a host of a words poll decides, and who is due to be closed by time.

ALTER TABLE polls ADD COLUMN approve_words INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polls ADD COLUMN hidden_words TEXT NOT NULL DEFAULT '[]'; -- JSON
ALTER TABLE polls ADD COLUMN shown_words TEXT NOT NULL DEFAULT '[]'; -- JSON

CREATE INDEX polls_to_close ON polls (closes_at) WHERE status = 'open' AND closes_at IS NOT NULL;
