-- What people judge of an account, as they wrote it down. Rows stay as they are: of those on one matter (account, aspect, line of
-- products) that hold on a day the one from the latest day counts, of two from one day the one with the greater id, a UUIDv7. A
-- value of null takes back what was said before.
create table judgement (
  id key_text not null primary key,
  account_id key_text not null,
  aspect key_text not null,
  line key_text not null,
  value json_text,
  evidence key_text not null,
  valid_from key_text not null,
  author key_text not null,
  at key_text not null
);
create index judgement_matter on judgement (account_id, aspect, line);
-- Whether a product is standard, and where a rep sets out from.
drop view product;
alter table product_version add column standard key_text;
create view product as select source, row_key, batch, key, name, family, unit, standard from product_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
drop view rep;
alter table rep_version add column latitude key_text;
alter table rep_version add column longitude key_text;
create view rep as select source, row_key, batch, key, name, territory, manager, valid_from, valid_to, latitude, longitude from rep_version
  where shown_from is distinct from (select max(number) from projection_event)
  and (hidden_from is null or hidden_from = (select max(number) from projection_event));
