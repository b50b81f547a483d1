-- The ledger: what happened, as append-only row versions. Frozen: later changes are new numbered files.
-- A version is visible at watermark w when batch_from <= w < batch_to; batch_to 9223372036854775807 is open.
-- key_hi and key_lo are 126 bits of the MD5 of (source, natural key), content is 63 bits of the MD5 of the content.
CREATE TABLE batch (
  seq BIGINT NOT NULL, id VARCHAR NOT NULL, type VARCHAR NOT NULL, undoes BIGINT,
  happened_at VARCHAR NOT NULL, actor VARCHAR NOT NULL, detail VARCHAR NOT NULL
);
CREATE TABLE rate (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  currency VARCHAR NOT NULL, date DATE NOT NULL, rate DECIMAL(18,6) NOT NULL,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE cost (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  product VARCHAR NOT NULL, valid_from DATE NOT NULL, valid_to DATE, cost DECIMAL(18,6) NOT NULL,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE invoice (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  number VARCHAR NOT NULL, type VARCHAR, date DATE NOT NULL, due_date DATE, account VARCHAR, payer VARCHAR,
  site VARCHAR, salesperson VARCHAR, legal_entity VARCHAR, order_number VARCHAR, order_date DATE, currency VARCHAR NOT NULL,
  net DECIMAL(18,6), tax DECIMAL(18,6), gross DECIMAL(18,6), credits VARCHAR, credit BOOLEAN NOT NULL,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE line (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  invoice VARCHAR NOT NULL, line VARCHAR, type VARCHAR, date DATE NOT NULL, account VARCHAR, site VARCHAR,
  salesperson VARCHAR, legal_entity VARCHAR, order_number VARCHAR, kind VARCHAR NOT NULL, product VARCHAR,
  quantity DECIMAL(18,6), unit VARCHAR, currency VARCHAR NOT NULL, net DECIMAL(18,6) NOT NULL,
  rate DECIMAL(18,6), base_net DECIMAL(18,6) NOT NULL, credit BOOLEAN NOT NULL,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE payment (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  payment VARCHAR, invoice VARCHAR NOT NULL, date DATE NOT NULL, amount DECIMAL(18,6) NOT NULL, currency VARCHAR NOT NULL,
  rate DECIMAL(18,6), base_amount DECIMAL(18,6) NOT NULL,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
-- A batch that brings rows the ledger holds already confirms them: mode 'listed' names them in confirmation_key,
-- mode 'all-except' means every row of the source then visible but the ones named there.
CREATE TABLE confirmation (batch BIGINT NOT NULL, kind VARCHAR NOT NULL, source VARCHAR NOT NULL, mode VARCHAR NOT NULL);
CREATE TABLE confirmation_key (batch BIGINT NOT NULL, kind VARCHAR NOT NULL, key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL);
CREATE TABLE retirement (batch BIGINT NOT NULL, kind VARCHAR NOT NULL, key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL);
-- Copies of the dimensions that facts group by, rebuilt from records and stamped with the watermark.
CREATE TABLE account_ref (
  source VARCHAR NOT NULL, key VARCHAR NOT NULL, valid_from DATE NOT NULL, valid_to DATE NOT NULL, account_id VARCHAR NOT NULL
);
CREATE TABLE owner_ref (account_id VARCHAR NOT NULL, valid_from DATE NOT NULL, valid_to DATE NOT NULL, rep VARCHAR NOT NULL);
CREATE TABLE stamp (name VARCHAR NOT NULL, value VARCHAR NOT NULL);
