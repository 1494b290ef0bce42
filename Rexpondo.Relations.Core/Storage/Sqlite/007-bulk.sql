-- Cells that a change set changed alike for many: one row for each right object, each change of keys and each block of 65,536
-- left numbers, instead of a row of change_cell for every cell. Rows of change_cell that stand there stay.
CREATE TABLE change_bulk (
    change_set_id  INTEGER NOT NULL REFERENCES change_set (id),
    kind           INTEGER NOT NULL,                                 -- RelationKind.Code
    right_id       INTEGER NOT NULL,
    block          INTEGER NOT NULL,                                 -- left_id >> 16
    old_keys       INTEGER NOT NULL,
    new_keys       INTEGER NOT NULL,
    cells          INTEGER NOT NULL CHECK (cells > 0),
    left_ids       BLOB    NOT NULL,                                 -- PackedIds
    CHECK (old_keys <> new_keys)
);
CREATE INDEX change_bulk_of_set   ON change_bulk (change_set_id, kind, block);
CREATE INDEX change_bulk_of_left  ON change_bulk (kind, block, right_id);
CREATE INDEX change_bulk_of_right ON change_bulk (kind, right_id, change_set_id);

CREATE TRIGGER change_bulk_is_kept BEFORE UPDATE ON change_bulk BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;
CREATE TRIGGER change_bulk_stays   BEFORE DELETE ON change_bulk BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;

-- Both, for whoever asks how many of some change sets. Which left objects they are CellLog knows. Not in a correlated subquery: there
-- SQLite reads all of both tables.
CREATE VIEW change_line (change_set_id, kind, right_id, old_keys, new_keys, cells) AS
    SELECT change_set_id, kind, right_id, old_keys, new_keys, 1 FROM change_cell
    UNION ALL
    SELECT change_set_id, kind, right_id, old_keys, new_keys, cells FROM change_bulk;

-- A save of more cells than one transaction should hold others up for: it is written in parts, each a change set of its own, and
-- goes on after a server that stopped in the middle. Operation, not history: changed in place.
CREATE TABLE bulk_save (
    id        INTEGER PRIMARY KEY,
    agent_id  INTEGER NOT NULL REFERENCES agent (id),
    at        INTEGER NOT NULL,                                      -- unix ms
    reason    TEXT,
    screen    TEXT    NOT NULL,                                      -- DraftScreen of the matrix it was made on
    edits     BLOB,                                                  -- EditSetFormat, frozen; null once it is over
    cells     INTEGER NOT NULL CHECK (cells > 0),
    done      INTEGER NOT NULL DEFAULT 0,                            -- cells looked at so far, in their order
    outcome   TEXT                                                   -- null: under way; done, stopped, refused
);
ALTER TABLE change_set ADD COLUMN bulk_save INTEGER REFERENCES bulk_save (id);
CREATE INDEX change_set_of_bulk ON change_set (bulk_save) WHERE bulk_save IS NOT NULL;
