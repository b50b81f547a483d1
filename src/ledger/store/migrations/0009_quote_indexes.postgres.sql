-- What only a row store needs for the table of 0008: keys to look versions up by, then the way it is read. Frozen.
CREATE UNIQUE INDEX quote_open ON quote (key_hi, key_lo) WHERE batch_to = 9223372036854775807;
CREATE INDEX quote_account ON quote (account, date);
