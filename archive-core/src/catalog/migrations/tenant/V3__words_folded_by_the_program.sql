-- Words are cut and folded by the program (the function folded), so that the index and a search
-- always agree: the index itself only compares bytes.
DROP TABLE package_words;
DROP TABLE file_words;
CREATE VIRTUAL TABLE package_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = "ascii"
);
CREATE VIRTUAL TABLE file_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii"
);
INSERT INTO package_words (rowid, words)
SELECT v.id, folded(
    v.title || char(10) || v.source_name || char(10) || coalesce((
        SELECT group_concat(d.value, char(10) ORDER BY d.position)
        FROM description d WHERE d.version = v.id
    ), '')
) FROM version v;
INSERT INTO file_words (rowid, words) SELECT id, folded(path) FROM file;

-- Which files a content file holds: asked for each damaged one.
CREATE INDEX file_content ON file (version, content_version, content_ordinal);
