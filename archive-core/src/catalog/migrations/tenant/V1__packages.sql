-- One archived package.
CREATE TABLE package (
    id INTEGER PRIMARY KEY,
    aip BLOB NOT NULL UNIQUE,
    head INTEGER NOT NULL
) STRICT;

-- One version of a package, as its inventory and PREMIS describe it.
CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    package INTEGER NOT NULL REFERENCES package (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    created TEXT NOT NULL,
    kind TEXT NOT NULL,
    container TEXT NOT NULL,
    source_name TEXT NOT NULL,
    title TEXT NOT NULL,
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    fingerprint BLOB NOT NULL,
    payload_fingerprint BLOB NOT NULL,
    inventory BLOB NOT NULL,
    UNIQUE (package, number)
) STRICT;
CREATE INDEX version_fingerprint ON version (fingerprint);
CREATE INDEX version_payload ON version (payload_fingerprint);

-- A descriptive field, in the order of the description.
CREATE TABLE description (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;

-- A content file that a version brought: what must lie on every copy.
CREATE TABLE content (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    logical TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (version, ordinal)
) STRICT, WITHOUT ROWID;

-- A file of a version, alone or inside a bundle. content_version may be an earlier version.
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    area INTEGER NOT NULL,
    bundle INTEGER NOT NULL,
    number INTEGER NOT NULL,
    path TEXT NOT NULL,
    raw BLOB,
    size INTEGER NOT NULL,
    modified TEXT,
    digest BLOB NOT NULL,
    content_version INTEGER NOT NULL,
    content_ordinal INTEGER NOT NULL,
    offset INTEGER NOT NULL
) STRICT;
CREATE INDEX file_path ON file (version, area, path);

-- A folder of the payload without files.
CREATE TABLE empty_folder (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    raw BLOB,
    PRIMARY KEY (version, path)
) STRICT, WITHOUT ROWID;

-- Search: words of the description (rowid = version.id) and of file names (rowid = file.id).
CREATE VIRTUAL TABLE package_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE file_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 2"
);

-- Which copies were confirmed when a version was stored, and from where they were read back.
CREATE TABLE confirmed (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    copy TEXT NOT NULL,
    read_back TEXT NOT NULL,
    PRIMARY KEY (version, copy)
) STRICT, WITHOUT ROWID;

-- The newest integrity check of a package on a copy. cursor: content path up to which an
-- unfinished check has come.
CREATE TABLE checked (
    package INTEGER NOT NULL REFERENCES package (id) ON DELETE CASCADE,
    copy TEXT NOT NULL,
    finished TEXT,
    cursor TEXT,
    good INTEGER NOT NULL,
    PRIMARY KEY (package, copy)
) STRICT, WITHOUT ROWID;

-- Open damage. aip is null where no package owns the file.
CREATE TABLE damage (
    id INTEGER PRIMARY KEY,
    copy TEXT NOT NULL,
    aip BLOB,
    path TEXT NOT NULL,
    state TEXT NOT NULL,
    found TEXT NOT NULL,
    files TEXT NOT NULL,
    UNIQUE (copy, path)
) STRICT;

-- Finished and interrupted integrity runs.
CREATE TABLE fixity_run (
    run BLOB PRIMARY KEY,
    copy TEXT NOT NULL,
    begun TEXT NOT NULL,
    ended TEXT,
    packages INTEGER NOT NULL,
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    damaged INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
