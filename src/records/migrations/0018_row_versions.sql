-- Rows of a kind by what shows and hides them, so that an import of any size becomes live piece by piece and is seen at once.
-- shown_from and hidden_from are numbers of the ledger's line of imports and undos; the one under way stands in projection_event,
-- and until it is taken out of there nobody sees what it shows and everybody what it hides.
create table projection_event (
  number bigint not null primary key
);
create table territory_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
  key key_text not null,
  name key_text,
  parent key_text,
  primary key (source, row_key, shown_from)
);
insert into territory_version (source, row_key, batch, key, name, parent) select source, row_key, batch, key, name, parent from territory;
drop table territory;
create index territory_version_hidden on territory_version (hidden_from) where hidden_from is not null;
create view territory as select source, row_key, batch, key, name, parent from territory_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
create table segment_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
  key key_text not null,
  name key_text,
  primary key (source, row_key, shown_from)
);
insert into segment_version (source, row_key, batch, key, name) select source, row_key, batch, key, name from segment;
drop table segment;
create index segment_version_hidden on segment_version (hidden_from) where hidden_from is not null;
create view segment as select source, row_key, batch, key, name from segment_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
create table rep_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
  key key_text not null,
  name key_text,
  territory key_text,
  manager key_text,
  valid_from key_text,
  valid_to key_text,
  primary key (source, row_key, shown_from)
);
insert into rep_version (source, row_key, batch, key, name, territory, manager, valid_from, valid_to) select source, row_key, batch, key, name, territory, manager, valid_from, valid_to from rep;
drop table rep;
create index rep_version_hidden on rep_version (hidden_from) where hidden_from is not null;
create view rep as select source, row_key, batch, key, name, territory, manager, valid_from, valid_to from rep_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
create table product_family_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
  key key_text not null,
  name key_text,
  parent key_text,
  primary key (source, row_key, shown_from)
);
insert into product_family_version (source, row_key, batch, key, name, parent) select source, row_key, batch, key, name, parent from product_family;
drop table product_family;
create index product_family_version_hidden on product_family_version (hidden_from) where hidden_from is not null;
create view product_family as select source, row_key, batch, key, name, parent from product_family_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
create table product_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
  key key_text not null,
  name key_text,
  family key_text,
  unit key_text,
  primary key (source, row_key, shown_from)
);
insert into product_version (source, row_key, batch, key, name, family, unit) select source, row_key, batch, key, name, family, unit from product;
drop table product;
create index product_version_hidden on product_version (hidden_from) where hidden_from is not null;
create view product as select source, row_key, batch, key, name, family, unit from product_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
create table account_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
  key key_text not null,
  name key_text,
  segment key_text,
  territory key_text,
  valid_from key_text,
  valid_to key_text,
  primary key (source, row_key, shown_from)
);
insert into account_version (source, row_key, batch, key, name, segment, territory, valid_from, valid_to) select source, row_key, batch, key, name, segment, territory, valid_from, valid_to from account;
drop table account;
create index account_version_hidden on account_version (hidden_from) where hidden_from is not null;
create index account_version_key on account_version (source, key);
create view account as select source, row_key, batch, key, name, segment, territory, valid_from, valid_to from account_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
create table account_parent_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
  account key_text not null,
  parent key_text not null,
  valid_from key_text,
  valid_to key_text,
  primary key (source, row_key, shown_from)
);
insert into account_parent_version (source, row_key, batch, account, parent, valid_from, valid_to) select source, row_key, batch, account, parent, valid_from, valid_to from account_parent;
drop table account_parent;
create index account_parent_version_hidden on account_parent_version (hidden_from) where hidden_from is not null;
create index account_parent_version_account on account_parent_version (source, account);
create index account_parent_version_parent on account_parent_version (source, parent);
create view account_parent as select source, row_key, batch, account, parent, valid_from, valid_to from account_parent_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
create table site_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
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
  primary key (source, row_key, shown_from)
);
insert into site_version (source, row_key, batch, key, account, name, street, postcode, city, region, country, latitude, longitude) select source, row_key, batch, key, account, name, street, postcode, city, region, country, latitude, longitude from site;
drop table site;
create index site_version_hidden on site_version (hidden_from) where hidden_from is not null;
create index site_version_account on site_version (source, account);
create view site as select source, row_key, batch, key, account, name, street, postcode, city, region, country, latitude, longitude from site_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
create table account_alias_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
  key key_text not null,
  account key_text not null,
  account_source key_text,
  valid_from key_text,
  valid_to key_text,
  primary key (source, row_key, shown_from)
);
insert into account_alias_version (source, row_key, batch, key, account, account_source, valid_from, valid_to) select source, row_key, batch, key, account, account_source, valid_from, valid_to from account_alias;
drop table account_alias;
create index account_alias_version_hidden on account_alias_version (hidden_from) where hidden_from is not null;
create index account_alias_version_account on account_alias_version (account);
create view account_alias as select source, row_key, batch, key, account, account_source, valid_from, valid_to from account_alias_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
create table account_owner_version (
  source key_text not null,
  row_key key_text not null,
  batch bigint not null,
  shown_from bigint not null default 0,
  hidden_from bigint,
  account key_text not null,
  rep key_text not null,
  valid_from key_text,
  valid_to key_text,
  primary key (source, row_key, shown_from)
);
insert into account_owner_version (source, row_key, batch, account, rep, valid_from, valid_to) select source, row_key, batch, account, rep, valid_from, valid_to from account_owner;
drop table account_owner;
create index account_owner_version_hidden on account_owner_version (hidden_from) where hidden_from is not null;
create index account_owner_version_account on account_owner_version (source, account);
create view account_owner as select source, row_key, batch, account, rep, valid_from, valid_to from account_owner_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
