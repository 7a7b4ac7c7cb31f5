-- A complaint that the edge delivered; `number` is our own case number.
CREATE TABLE cases (
    number      INTEGER PRIMARY KEY,
    complaint   TEXT NOT NULL UNIQUE,
    -- `complaint::api::Filed`, as it came.
    filed       TEXT NOT NULL,
    -- `Summary`: where the events leave it, kept so that the list can filter and sort; written anew with every event.
    summary     TEXT NOT NULL
) STRICT;
CREATE INDEX cases_by_due ON cases (summary ->> 'open', summary ->> 'due');

-- `complaint::event::Event`, as it came. An event may come before the complaint it belongs to.
CREATE TABLE events (
    id          TEXT PRIMARY KEY,
    complaint   TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    event       TEXT NOT NULL,
    arrived_at  INTEGER NOT NULL,
    UNIQUE (complaint, seq)
) STRICT;

-- What the desk did and the edge has not yet told us back.
CREATE TABLE outbox (
    place       INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    complaint   TEXT NOT NULL,
    -- `complaint::api::PlatformEvent`.
    post        TEXT NOT NULL,
    made_at     INTEGER NOT NULL,
    -- `waiting`, `taken` or `refused`.
    state       TEXT NOT NULL,
    attempts    INTEGER NOT NULL,
    next_at     INTEGER NOT NULL,
    -- Why the last try failed, or why the edge refused.
    fault       TEXT
) STRICT;

-- Signed by the edge and yet not understood: kept until someone has looked.
CREATE TABLE strays (
    webhook_id  TEXT PRIMARY KEY,
    body        TEXT NOT NULL,
    fault       TEXT NOT NULL,
    arrived_at  INTEGER NOT NULL
) STRICT;

-- A level may be lowered only once a second person agrees.
CREATE TABLE lowerings (
    complaint   TEXT PRIMARY KEY,
    -- `Lowering`.
    asked       TEXT NOT NULL
) STRICT;
