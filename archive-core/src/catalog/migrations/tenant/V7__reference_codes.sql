-- The Signaturs that a version has as it is shown (ISAD(G) 3.1.1), whatever form its description
-- came in. What a name in a description means is known to the program alone (the function
-- reference_codes, of pairs of name and value): where that changes, this table is filled anew.
CREATE TABLE reference_code (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    value TEXT NOT NULL,
    PRIMARY KEY (version, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_code_value ON reference_code (value);
INSERT INTO reference_code (version, value)
SELECT v.id, code.value FROM version v, json_each(reference_codes((
    SELECT json_group_array(json_array(d.field, d.value) ORDER BY d.position)
    FROM description d WHERE d.version = v.id
))) code;
DROP INDEX description_reference;
