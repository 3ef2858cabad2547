-- Tenants as their newest tenant.json describes them.
CREATE TABLE tenant (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    isil TEXT,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
