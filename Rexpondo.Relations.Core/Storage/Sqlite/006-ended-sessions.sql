-- Sessions that were signed out of, as long as a copy of their cookie would still be good. Operation, not history: without a
-- change set; removed once that is over.
CREATE TABLE ended_session (
    session  TEXT    PRIMARY KEY,                                      -- as the cookie names it; random
    until    INTEGER NOT NULL                                          -- unix ms; by then the cookie has run out
) WITHOUT ROWID;
