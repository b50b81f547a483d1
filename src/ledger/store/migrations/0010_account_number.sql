-- A number for the id of each account, given once and never to another: facts of a large book are grouped, joined and handed out
-- by numbers, which takes a tenth of the time that ids take.
CREATE TABLE account_number (account_id VARCHAR NOT NULL, number INTEGER NOT NULL);
INSERT INTO account_number (account_id, number)
  SELECT account_id, row_number() OVER (ORDER BY account_id) FROM (SELECT DISTINCT account_id FROM account_ref) known;
ALTER TABLE account_ref ADD COLUMN account_number INTEGER;
UPDATE account_ref SET account_number = n.number FROM account_number n WHERE n.account_id = account_ref.account_id;
