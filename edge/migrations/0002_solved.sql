-- Drafts that were never filed because a suggestion of the site's was the answer.
CREATE TABLE solved (
    site          TEXT NOT NULL,
    suggestion    TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    at            INTEGER NOT NULL,
    PRIMARY KEY (site, suggestion, submission_id)
) WITHOUT ROWID;
