-- Records that are edited, settings that are drafted, back ends that are mirrored.

-- Where customer users come from. Default is the module's own database and read-write; the others are configured in files,
-- registered here at every start of a server, and mirrored read-only. A back end that is no longer configured keeps its persons.
ALTER TABLE back_end ADD COLUMN kind TEXT NOT NULL DEFAULT 'Database';
ALTER TABLE back_end ADD COLUMN file TEXT;                             -- the file that configures it; null: Default
ALTER TABLE back_end ADD COLUMN position INTEGER NOT NULL DEFAULT 0;   -- the order in which they are read; the first that has a login wins
ALTER TABLE back_end ADD COLUMN configured INTEGER NOT NULL DEFAULT 1 CHECK (configured IN (0, 1));
ALTER TABLE back_end ADD COLUMN group_support INTEGER CHECK (group_support IN (0, 1)); -- fixed by the file; null: the setting decides

-- How the last mirroring went. Operation, not history: changed in place, without a change set.
CREATE TABLE back_end_state (
    back_end       INTEGER PRIMARY KEY REFERENCES back_end (id),
    fingerprint    TEXT,                                               -- of what was mirrored last
    mirrored_at    INTEGER,                                            -- unix ms
    failing_since  INTEGER,                                            -- unix ms; null: the last try went well
    problem        TEXT                                                -- why it fails
);

ALTER TABLE customer_user ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)); -- no access, whatever the back end says
ALTER TABLE customer_user ADD COLUMN external_id TEXT;                 -- permanent id in a read-only back end
CREATE UNIQUE INDEX customer_user_of_source ON customer_user (back_end, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX customer_user_of_back_end ON customer_user (back_end) WHERE back_end <> 1;

-- A value that somebody is preparing. It has no effect until it is deployed; one for each setting.
CREATE TABLE setting_draft (
    name        TEXT    PRIMARY KEY,
    value       TEXT    NOT NULL,                                      -- JSON
    base_value  TEXT    NOT NULL,                                      -- JSON in force when the draft was begun
    agent_id    INTEGER NOT NULL REFERENCES agent (id),
    at          INTEGER NOT NULL                                       -- unix ms
) WITHOUT ROWID;

-- The fields of records that were edited on a screen or changed by a back end or an import, old and new; of a record that an
-- import added, the one field that identifies it. Relations are in change_cell.
CREATE TABLE change_field (
    change_set_id  INTEGER NOT NULL REFERENCES change_set (id),
    record         INTEGER NOT NULL,                                   -- 1 customer user, 2 customer, 3 group, 4 service
    record_id      INTEGER NOT NULL,
    field          TEXT    NOT NULL,
    old_value      TEXT,                                               -- null: the record was added
    new_value      TEXT    NOT NULL,
    PRIMARY KEY (record, record_id, change_set_id, field)
) WITHOUT ROWID;
CREATE INDEX change_field_of_set ON change_field (change_set_id);

CREATE TRIGGER change_field_is_kept BEFORE UPDATE ON change_field BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;
CREATE TRIGGER change_field_stays   BEFORE DELETE ON change_field BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;
