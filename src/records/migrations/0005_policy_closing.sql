create table policy (
  name key_text not null,
  version bigint not null,
  effective_from key_text not null,
  document json_text not null,
  author key_text not null,
  at key_text not null,
  note key_text,
  primary key (name, version)
);
-- A closing exists when its row here does: its scorecards are written first, in pieces.
create table period_closing (
  id key_text not null primary key,
  period key_text not null,
  revision bigint not null,
  policy_name key_text not null,
  policy_version bigint not null,
  watermark bigint not null,
  as_of key_text not null,
  closed_by key_text not null,
  closed_at key_text not null,
  reason key_text,
  unique (period, revision)
);
-- Money in ten-thousandths of the base currency.
create table closed_scorecard (
  closing_id key_text not null,
  account_id key_text not null,
  account_source key_text not null,
  account_key key_text not null,
  account_name key_text not null,
  owner key_text,
  grade key_text,
  spend bigint,
  gross_profit bigint,
  orders bigint,
  score double precision,
  facts json_text not null,
  primary key (closing_id, account_id)
);
