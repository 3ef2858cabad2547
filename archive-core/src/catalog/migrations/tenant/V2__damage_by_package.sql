-- A check that ends replaces the damage known of its package: where a whole copy is lost there is
-- damage in every package, and finding it must not read all of it.
CREATE INDEX damage_package ON damage (copy, aip);
