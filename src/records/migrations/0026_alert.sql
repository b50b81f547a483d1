-- Looks for accounts that are silent, or part of which declines; the one of the greatest id, a UUIDv7, is what is shown.
create table alert_look (
  id key_text not null primary key,
  as_of key_text not null,
  watermark bigint not null,
  made_at key_text not null,
  document json_text not null
);
-- An alarm, from when it was first found. Its figures are those of the last look that found it; money in millionths of the base
-- currency.
create table alert (
  id key_text not null primary key,
  account_id key_text not null,
  kind key_text not null,
  part_type key_text,
  part_key key_text,
  last_order key_text not null,
  found_at key_text not null,
  look key_text not null,
  as_of key_text not null,
  figures json_text not null,
  spend_before bigint not null,
  spend_after bigint not null,
  stake bigint not null
);
create index alert_account on alert (account_id, kind);
create index alert_look_of on alert (look);
-- What people said of an alert; rows stay as they are, of one alert the one with the greatest id holds, and an outcome of null
-- takes back. Owner is whose account it was then, as of what the alert stood on.
create table alert_answer (
  id key_text not null primary key,
  alert key_text not null,
  outcome key_text,
  note key_text,
  owner key_text,
  as_of key_text not null,
  author key_text not null,
  at key_text not null
);
create index alert_answer_of on alert_answer (alert);
create index alert_answer_at on alert_answer (at);
