-- The index: one line per complaint of all dockets, for lists and for the sweep. What a merchant wrote is not in it.
CREATE TABLE complaint (
    site        TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    id          TEXT NOT NULL,
    -- Grows with every event and every delivery: an older line never replaces a newer one.
    version     INTEGER NOT NULL,
    -- When its docket wakes for it.
    wakes_at    INTEGER,
    -- `complaint::api::Listed`.
    listed      TEXT NOT NULL,
    PRIMARY KEY (site, received_at, id)
) WITHOUT ROWID;
CREATE INDEX complaint_by_wake ON complaint (wakes_at) WHERE wakes_at IS NOT NULL;
