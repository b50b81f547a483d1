-- What is to be reached, as an import kind: rows by what shows and hides them, like those of 0018.
create table target_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
  rep key_text,
  territory key_text,
  account key_text,
  measure key_text,
  "from" key_text not null,
  "to" key_text not null,
  amount key_text not null,
  primary key (source, row_key, shown_from)
);
create index target_version_hidden on target_version (hidden_from) where hidden_from is not null;
create view target as select source, row_key, batch, rep, territory, account, measure, "from", "to", amount from target_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
