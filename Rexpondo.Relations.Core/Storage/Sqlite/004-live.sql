-- Work of many agents at once: what is undone, what is not saved yet.

-- A change set that takes another back. It is a change set like all others and can be taken back itself.
ALTER TABLE change_set ADD COLUMN undoes INTEGER REFERENCES change_set (id);
CREATE INDEX change_set_of_undone ON change_set (undoes) WHERE undoes IS NOT NULL;

-- The history of a group or a service: who had it stands on the left of a cell.
CREATE INDEX change_cell_of_right ON change_cell (kind, right_id, change_set_id);

CREATE TRIGGER deployment_is_kept       BEFORE UPDATE ON deployment       BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;
CREATE TRIGGER deployment_stays         BEFORE DELETE ON deployment       BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;
CREATE TRIGGER deployment_value_is_kept BEFORE UPDATE ON deployment_value BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;
CREATE TRIGGER deployment_value_stays   BEFORE DELETE ON deployment_value BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;

-- Unsaved changes of an agent on a screen, so that they survive a lost connection and a server that stops. Work in progress,
-- not history: changed in place, removed once saved or discarded. It has no effect on anybody's rights.
CREATE TABLE draft (
    agent_id  INTEGER NOT NULL REFERENCES agent (id),
    screen    TEXT    NOT NULL,                                        -- DraftScreen
    changes   INTEGER NOT NULL CHECK (changes > 0),                    -- as counted when it was written
    revision  INTEGER NOT NULL,                                        -- of the store it was made upon
    at        INTEGER NOT NULL,                                        -- unix ms of the last change
    content   BLOB    NOT NULL,
    PRIMARY KEY (agent_id, screen)
) WITHOUT ROWID;
