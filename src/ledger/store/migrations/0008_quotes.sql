-- What accounts asked a price for and what became of it, as row versions like those of 0001. Frozen.
CREATE TABLE quote (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  number VARCHAR NOT NULL, line VARCHAR, account VARCHAR NOT NULL, date DATE NOT NULL, product VARCHAR, quantity DECIMAL(18,6), unit VARCHAR,
  amount DECIMAL(18,6), first_amount DECIMAL(18,6), currency VARCHAR NOT NULL, state VARCHAR NOT NULL, decided DATE, competitor VARCHAR,
  reason VARCHAR, order_number VARCHAR, rate DECIMAL(18,6), base_amount DECIMAL(18,6),
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
