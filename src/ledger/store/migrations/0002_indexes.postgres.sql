-- What only a row store needs: keys to look versions up by and the order accounts are read in. Frozen.
CREATE UNIQUE INDEX batch_seq ON batch (seq);
CREATE UNIQUE INDEX rate_open ON rate (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX cost_open ON cost (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX invoice_open ON invoice (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX line_open ON line (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE UNIQUE INDEX payment_open ON payment (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE INDEX line_account ON line (account, date);
CREATE INDEX line_date ON line (date);
CREATE INDEX invoice_number ON invoice (source, number);
CREATE INDEX payment_invoice ON payment (source, invoice);
CREATE INDEX confirmation_key_batch ON confirmation_key (batch, kind);
