-- What decides which accounts are strategic: criteria by version, the points people gave with their evidence, and decisions that
-- go before the points. Rows stay as they are: of scores and of decisions on one account the one with the greatest id, a UUIDv7,
-- counts.
create table selection_criteria (
  version bigint not null primary key,
  document json_text not null,
  note key_text,
  author key_text not null,
  at key_text not null
);
create table selection_score (
  id key_text not null primary key,
  account_id key_text not null,
  version bigint not null references selection_criteria (version),
  marks json_text not null,
  review_on key_text not null,
  author key_text not null,
  at key_text not null
);
create index selection_score_account on selection_score (account_id, id);
create table selection_override (
  id key_text not null primary key,
  account_id key_text not null,
  decision key_text not null,
  reason key_text not null,
  review_on key_text,
  author key_text not null,
  at key_text not null
);
create index selection_override_account on selection_override (account_id, id);
