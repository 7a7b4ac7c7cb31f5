-- An event's id is unlike any other of its complaint; another complaint may have one of the same name.
CREATE TABLE events_of (
    complaint   TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    id          TEXT NOT NULL,
    event       TEXT NOT NULL,
    arrived_at  INTEGER NOT NULL,
    PRIMARY KEY (complaint, seq),
    UNIQUE (complaint, id)
) STRICT;
INSERT INTO events_of SELECT complaint, seq, id, event, arrived_at FROM events;
DROP TABLE events;
ALTER TABLE events_of RENAME TO events;
