-- The packages that the archive made for itself are few among many.
CREATE INDEX version_own ON version (kind) WHERE kind = 'schemas';
