-- What imports assert, one row per batch and natural key; content null means the batch retires the row.
-- A batch is live when seq is set (the ledger has committed it) and undone_seq is not (the ledger has not undone it).
create table import_batch (
  number bigint not null primary key,
  batch key_text not null unique,
  seq bigint unique,
  undone_seq bigint unique
);
create table import_row (
  kind key_text not null,
  source key_text not null,
  key key_text not null,
  batch bigint not null references import_batch (number),
  content json_text,
  primary key (kind, source, key, batch)
);
create index import_row_batch on import_row (batch, kind, source, key);
