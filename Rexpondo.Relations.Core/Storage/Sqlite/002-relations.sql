-- The relations. One row for each pair with a bit set of keys: a row without a key does not exist.
-- Each is read from both sides: the primary key one way, a covering index the other.

CREATE TABLE customer_user_group (
    customer_user_id  INTEGER NOT NULL REFERENCES customer_user (id),
    group_id          INTEGER NOT NULL REFERENCES permission_group (id),
    keys              INTEGER NOT NULL CHECK (keys > 0),
    PRIMARY KEY (customer_user_id, group_id)
) WITHOUT ROWID;
CREATE INDEX customer_user_group_of_group ON customer_user_group (group_id, customer_user_id, keys);

CREATE TABLE customer_user_service (
    customer_user_id  INTEGER NOT NULL REFERENCES customer_user (id),
    service_id        INTEGER NOT NULL REFERENCES service (id),
    keys              INTEGER NOT NULL CHECK (keys = 1),
    PRIMARY KEY (customer_user_id, service_id)
) WITHOUT ROWID;
CREATE INDEX customer_user_service_of_service ON customer_user_service (service_id, customer_user_id, keys);

CREATE TABLE default_service (
    everybody   INTEGER NOT NULL CHECK (everybody = 0),
    service_id  INTEGER NOT NULL REFERENCES service (id),
    keys        INTEGER NOT NULL CHECK (keys = 1),
    PRIMARY KEY (everybody, service_id)
) WITHOUT ROWID;

CREATE TABLE customer_group (                                        -- context Same Customer
    customer  INTEGER NOT NULL REFERENCES customer (id),
    group_id  INTEGER NOT NULL REFERENCES permission_group (id),
    keys      INTEGER NOT NULL CHECK (keys > 0),
    PRIMARY KEY (customer, group_id)
) WITHOUT ROWID;
CREATE INDEX customer_group_of_group ON customer_group (group_id, customer, keys);

CREATE TABLE customer_group_other (                                  -- kept as imported; has no effect until that context exists
    customer  INTEGER NOT NULL REFERENCES customer (id),
    group_id  INTEGER NOT NULL REFERENCES permission_group (id),
    keys      INTEGER NOT NULL CHECK (keys > 0),
    PRIMARY KEY (customer, group_id)
) WITHOUT ROWID;

CREATE TABLE customer_user_customer (                                -- further customers of a person
    customer_user_id  INTEGER NOT NULL REFERENCES customer_user (id),
    customer          INTEGER NOT NULL REFERENCES customer (id),
    keys              INTEGER NOT NULL CHECK (keys = 1),
    PRIMARY KEY (customer_user_id, customer)
) WITHOUT ROWID;
CREATE INDEX customer_user_customer_of_customer ON customer_user_customer (customer, customer_user_id, keys);

-- Every customer of a person, the primary one and the further ones.
CREATE VIEW customer_of_person (customer_user_id, customer) AS
    SELECT id, customer FROM customer_user WHERE customer IS NOT NULL
    UNION
    SELECT customer_user_id, customer FROM customer_user_customer;

-- Every cell of every change set, old and new. Clustered by relation: who granted a key and when is a range read,
-- and the stored rows need not carry it.
CREATE TABLE change_cell (
    kind           INTEGER NOT NULL,                                 -- RelationKind.Code
    left_id        INTEGER NOT NULL,
    right_id       INTEGER NOT NULL,
    change_set_id  INTEGER NOT NULL REFERENCES change_set (id),
    old_keys       INTEGER NOT NULL,
    new_keys       INTEGER NOT NULL,
    PRIMARY KEY (kind, left_id, right_id, change_set_id),
    CHECK (old_keys <> new_keys)
) WITHOUT ROWID;
CREATE INDEX change_cell_of_set ON change_cell (change_set_id, kind);

CREATE TRIGGER change_set_is_kept   BEFORE UPDATE ON change_set  BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;
CREATE TRIGGER change_set_stays     BEFORE DELETE ON change_set  BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;
CREATE TRIGGER change_cell_is_kept  BEFORE UPDATE ON change_cell BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;
CREATE TRIGGER change_cell_stays    BEFORE DELETE ON change_cell BEGIN SELECT RAISE (ABORT, 'the change log is append-only'); END;
