-- received: the version by which the files came. It is the version itself, unless only the
-- description was changed: such a version has the files of the one named here.
ALTER TABLE version ADD COLUMN received INTEGER NOT NULL DEFAULT 0;
UPDATE version SET received = number;

-- Finding packages by their Signatur.
CREATE INDEX description_reference ON description (value)
WHERE field IN ('unit:reference', 'ead:reference', 'dc:identifier');
