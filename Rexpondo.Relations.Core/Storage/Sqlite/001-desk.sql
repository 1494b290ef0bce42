-- The desk: who is served, by what, and who may change it.
-- Text lengths are counted in UTF-16 code units by the program (FieldRules); the checks here are the net under it.
-- validity: 1 valid, 2 invalid, 3 invalid-temporarily. Nothing is deleted by becoming invalid.
-- *_folded columns are written by the program (LoginFolding), because SQLite folds ASCII only.

CREATE TABLE agent (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    login          TEXT    NOT NULL CHECK (length(login) BETWEEN 1 AND 200),
    login_folded   TEXT    NOT NULL UNIQUE,
    password_hash  TEXT    NOT NULL,
    role           INTEGER NOT NULL CHECK (role IN (1, 2)),          -- 1 auditor, 2 admin
    disabled       INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    stamp          TEXT    NOT NULL,                                 -- changes with password, role and disabling: ends sessions
    last_sign_in   INTEGER                                           -- unix ms
);

-- The change log. Written in the same transaction as what it records; never changed, never deleted.
-- Its highest id is the revision of the store: whoever caches anything compares it.
CREATE TABLE change_set (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    at             INTEGER NOT NULL,                                 -- unix ms
    agent_id       INTEGER REFERENCES agent (id),                    -- null: the program itself or the command line
    agent_login    TEXT    NOT NULL,                                 -- as it was then
    way            TEXT    NOT NULL,                                 -- screen, import, command line, first start
    reason         TEXT,
    touches_names  INTEGER NOT NULL DEFAULT 0 CHECK (touches_names IN (0, 1)) -- the name index must be made anew
);
CREATE INDEX change_set_of_names ON change_set (id) WHERE touches_names = 1;

CREATE TABLE back_end (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE
);
INSERT INTO back_end (id, name) VALUES (1, 'Default');

CREATE TABLE customer (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id  TEXT    NOT NULL UNIQUE CHECK (length(customer_id) BETWEEN 1 AND 200),
    name         TEXT    NOT NULL CHECK (length(name) <= 200),
    street       TEXT    NOT NULL DEFAULT '',
    zip          TEXT    NOT NULL DEFAULT '',
    city         TEXT    NOT NULL DEFAULT '',
    country      TEXT    NOT NULL DEFAULT '',
    url          TEXT    NOT NULL DEFAULT '',
    comment      TEXT    NOT NULL DEFAULT '',
    validity     INTEGER NOT NULL CHECK (validity IN (1, 2, 3))
);

CREATE TABLE customer_user (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    login         TEXT    NOT NULL CHECK (length(login) BETWEEN 1 AND 200),
    login_folded  TEXT    NOT NULL UNIQUE,
    title         TEXT    NOT NULL DEFAULT '',
    first_name    TEXT    NOT NULL CHECK (length(first_name) <= 200),
    last_name     TEXT    NOT NULL CHECK (length(last_name) <= 200),
    email         TEXT    NOT NULL CHECK (length(email) <= 200),
    email_folded  TEXT    NOT NULL,
    phone         TEXT    NOT NULL DEFAULT '',
    mobile        TEXT    NOT NULL DEFAULT '',
    comment       TEXT    NOT NULL DEFAULT '',
    customer      INTEGER REFERENCES customer (id),
    back_end      INTEGER NOT NULL DEFAULT 1 REFERENCES back_end (id),
    validity      INTEGER NOT NULL CHECK (validity IN (1, 2, 3))
);
CREATE UNIQUE INDEX customer_user_email ON customer_user (email_folded) WHERE email_folded <> '';
CREATE INDEX customer_user_of_customer ON customer_user (customer);

CREATE TABLE permission_group (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    name      TEXT    NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    comment   TEXT    NOT NULL DEFAULT '',
    validity  INTEGER NOT NULL CHECK (validity IN (1, 2, 3))
);

CREATE TABLE service (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id  INTEGER REFERENCES service (id),
    full_name  TEXT    NOT NULL UNIQUE CHECK (length(full_name) BETWEEN 1 AND 200),
    comment    TEXT    NOT NULL DEFAULT '',
    validity   INTEGER NOT NULL CHECK (validity IN (1, 2, 3))
);
CREATE INDEX service_of_parent ON service (parent_id);

-- Which bit of a permission set stands for which key; once given, never given to another.
CREATE TABLE permission_key (
    bit   INTEGER PRIMARY KEY CHECK (bit BETWEEN 0 AND 61),
    name  TEXT NOT NULL UNIQUE
);
INSERT INTO permission_key (bit, name) VALUES (0, 'ro'), (1, 'rw');

CREATE TABLE setting (
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL                                             -- JSON, in force
) WITHOUT ROWID;

-- A deployment puts settings in force; the old and new values stay on record.
CREATE TABLE deployment (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    change_set_id  INTEGER NOT NULL UNIQUE REFERENCES change_set (id),
    comment        TEXT    NOT NULL CHECK (length(comment) <= 250)
);
CREATE TABLE deployment_value (
    deployment_id  INTEGER NOT NULL REFERENCES deployment (id),
    name           TEXT    NOT NULL,
    old_value      TEXT,                                             -- JSON; null: the default
    new_value      TEXT    NOT NULL,
    PRIMARY KEY (deployment_id, name)
) WITHOUT ROWID;
