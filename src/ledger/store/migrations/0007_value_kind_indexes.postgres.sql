-- What only a row store needs for the tables of 0006: keys to look versions up by, then the ways they are read. Frozen.
CREATE UNIQUE INDEX stock_open ON stock (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX commitment_open ON commitment (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX delivery_open ON delivery (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX service_event_open ON service_event (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX logged_hours_open ON logged_hours (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX freight_open ON freight (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX accrual_open ON accrual (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX dispute_open ON dispute (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE INDEX stock_date ON stock (date);
CREATE INDEX stock_account ON stock (account, date);
CREATE INDEX commitment_account ON commitment (account, due);
CREATE INDEX delivery_commitment ON delivery (source, commitment);
CREATE INDEX service_event_account ON service_event (account, date);
CREATE INDEX logged_hours_account ON logged_hours (account, date);
CREATE INDEX freight_account ON freight (account, date);
CREATE INDEX freight_invoice ON freight (source, invoice);
CREATE INDEX accrual_account ON accrual (account, date);
CREATE INDEX dispute_invoice ON dispute (source, invoice);
