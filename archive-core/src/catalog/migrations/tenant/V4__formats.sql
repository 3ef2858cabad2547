-- What was recognised of files, each answer once: formats, basis and warnings as JSON.
CREATE TABLE recognition (
    id INTEGER PRIMARY KEY,
    said TEXT NOT NULL UNIQUE
) STRICT;

-- The formats of an answer, the likeliest first.
CREATE TABLE recognised (
    recognition INTEGER NOT NULL REFERENCES recognition (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    puid TEXT NOT NULL,
    PRIMARY KEY (recognition, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX recognised_puid ON recognised (puid);

-- recognition: an id of that table; null where nobody looked. traits: characteristics and damage
-- as JSON.
ALTER TABLE file ADD COLUMN recognition INTEGER;
ALTER TABLE file ADD COLUMN traits TEXT;
CREATE INDEX file_recognition ON file (recognition) WHERE recognition IS NOT NULL;
