-- The entries of the ledger, to find those of a package. An index of the log, which alone counts:
-- what is found here is read there. Filled from the log where it lags.
CREATE TABLE entry (
    position INTEGER PRIMARY KEY,
    event TEXT NOT NULL,
    time TEXT NOT NULL,
    aip BLOB,
    version INTEGER,
    copy TEXT,
    digest BLOB
) STRICT;
CREATE INDEX entry_by_package ON entry (aip, position) WHERE aip IS NOT NULL;
-- How many entries from the first on are all here; beyond it some may be.
CREATE TABLE indexed (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    entries INTEGER NOT NULL
) STRICT;
INSERT INTO indexed (one, entries) VALUES (1, 0);
