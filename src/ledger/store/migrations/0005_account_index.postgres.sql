-- What one account's figures are read by in a row store: its keys, then its lines and invoices.
CREATE INDEX account_ref_account ON account_ref (account_id);
CREATE INDEX invoice_account ON invoice (account);
