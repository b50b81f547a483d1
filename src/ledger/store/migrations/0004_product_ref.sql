-- The family of products that a product is in, `source/key`, copied from records like the keys of accounts. The stamp goes, so
-- that the next start fills it.
CREATE TABLE product_ref (source VARCHAR NOT NULL, key VARCHAR NOT NULL, family VARCHAR NOT NULL);
DELETE FROM stamp WHERE name = 'dimensions';
