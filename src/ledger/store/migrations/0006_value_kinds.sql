-- What an account costs and binds beside its invoices, as row versions like those of 0001. A null account of stock is stock that
-- all share. Frozen.
CREATE TABLE stock (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  date DATE NOT NULL, product VARCHAR NOT NULL, warehouse VARCHAR, account VARCHAR, quantity DECIMAL(18,6) NOT NULL, unit VARCHAR,
  unit_cost DECIMAL(18,6), cover_days DECIMAL(18,6),
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE commitment (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  number VARCHAR NOT NULL, line VARCHAR, type VARCHAR, account VARCHAR NOT NULL, product VARCHAR NOT NULL, date DATE,
  due DATE NOT NULL, quantity DECIMAL(18,6) NOT NULL, unit VARCHAR,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE delivery (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  delivery VARCHAR NOT NULL, line VARCHAR, commitment VARCHAR NOT NULL, commitment_line VARCHAR, date DATE NOT NULL,
  quantity DECIMAL(18,6) NOT NULL,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE service_event (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  number VARCHAR, account VARCHAR, activity VARCHAR NOT NULL, date DATE NOT NULL, quantity DECIMAL(18,6), order_number VARCHAR,
  person VARCHAR,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE logged_hours (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  number VARCHAR, account VARCHAR, date DATE NOT NULL, activity VARCHAR, person VARCHAR, hours DECIMAL(18,6) NOT NULL,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE freight (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  number VARCHAR, invoice VARCHAR, account VARCHAR, date DATE NOT NULL, amount DECIMAL(18,6) NOT NULL, currency VARCHAR NOT NULL,
  rate DECIMAL(18,6), base_amount DECIMAL(18,6) NOT NULL,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE accrual (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  number VARCHAR, account VARCHAR, date DATE NOT NULL, amount DECIMAL(18,6) NOT NULL, currency VARCHAR NOT NULL,
  credited_by VARCHAR, credited_on DATE, rate DECIMAL(18,6), base_amount DECIMAL(18,6) NOT NULL,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
CREATE TABLE dispute (
  key_hi BIGINT NOT NULL, key_lo BIGINT NOT NULL, content BIGINT NOT NULL, source VARCHAR NOT NULL,
  invoice VARCHAR NOT NULL, opened DATE NOT NULL, closed DATE, amount DECIMAL(18,6), reason VARCHAR,
  origin BIGINT NOT NULL, batch_from BIGINT NOT NULL, batch_to BIGINT NOT NULL
);
