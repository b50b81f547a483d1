-- An import that replaces takes out every row of the source in the range of days that it does not bring itself. The range is
-- kept, not the rows: which rows it takes out depends on the imports before it that still stand.
DROP TABLE retirement;
CREATE TABLE replacement (
  batch BIGINT NOT NULL, kind VARCHAR NOT NULL, source VARCHAR NOT NULL, day_from DATE NOT NULL, day_to DATE NOT NULL
);
