-- How the accounts of the book come back and stop, as it was learnt on a day. Made by a job from the ledger and replaced as a
-- whole by the next one, whose id is greater; a row here means that all its histories are there.
create table lifetime_fit (
  id key_text not null primary key,
  as_of key_text not null,
  watermark bigint not null,
  made_by key_text not null,
  made_at key_text not null,
  document json_text not null
);
-- What a forecast needs of an account. Spend in millionths of the base currency.
create table lifetime_history (
  fit key_text not null,
  account_id key_text not null,
  orders bigint not null,
  first_order key_text not null,
  last_order key_text not null,
  spend bigint not null,
  primary key (fit, account_id)
);
