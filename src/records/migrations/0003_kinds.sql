-- One table per import kind: for every (source, row_key) the row of the greatest live batch, unless that one retires it.
-- row_key is the natural key as a JSON array; batch is import_batch.number.
create table territory (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  key key_text not null,
  name key_text,
  parent key_text,
  primary key (source, row_key)
);
create table segment (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  key key_text not null,
  name key_text,
  primary key (source, row_key)
);
create table rep (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  key key_text not null,
  name key_text,
  territory key_text,
  manager key_text,
  valid_from key_text,
  valid_to key_text,
  primary key (source, row_key)
);
create table product_family (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  key key_text not null,
  name key_text,
  parent key_text,
  primary key (source, row_key)
);
create table product (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  key key_text not null,
  name key_text,
  family key_text,
  unit key_text,
  primary key (source, row_key)
);
create table account (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  key key_text not null,
  name key_text,
  segment key_text,
  territory key_text,
  valid_from key_text,
  valid_to key_text,
  primary key (source, row_key)
);
create index account_key on account (source, key);
create table account_parent (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  account key_text not null,
  parent key_text not null,
  valid_from key_text,
  valid_to key_text,
  primary key (source, row_key)
);
create table site (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  key key_text not null,
  account key_text not null,
  name key_text,
  street key_text,
  postcode key_text,
  city key_text,
  region key_text,
  country key_text,
  latitude key_text,
  longitude key_text,
  primary key (source, row_key)
);
create table account_alias (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  key key_text not null,
  account key_text not null,
  account_source key_text,
  valid_from key_text,
  valid_to key_text,
  primary key (source, row_key)
);
create table account_owner (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  account key_text not null,
  rep key_text not null,
  valid_from key_text,
  valid_to key_text,
  primary key (source, row_key)
);
