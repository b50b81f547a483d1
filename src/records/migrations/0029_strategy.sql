-- What is done about accounts that cost more than they bring, as it was set: what they were drains for then, as a JSON list of words.
-- Rows stay as they are: of two for one account the one with the greater id, a UUIDv7, holds, unless it was taken back.
create table strategy (
  id key_text not null primary key,
  account_id key_text not null,
  strategy key_text not null,
  begins key_text not null,
  note key_text,
  reasons json_text not null,
  author key_text not null,
  at key_text not null
);
create index strategy_account on strategy (account_id);
create table strategy_withdrawal (
  strategy key_text not null primary key,
  author key_text not null,
  at key_text not null
);
