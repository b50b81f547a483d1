-- What money costs a year from a day on, as people have set it, and what of an invoice it is reckoned on. Rows stay as they are:
-- of two for one day the one with the greater id, a UUIDv7, counts. The rate in millionths of a whole.
create table financing_rate (
  id key_text not null primary key,
  valid_from key_text not null,
  rate bigint not null,
  base key_text not null,
  note key_text,
  author key_text not null,
  at key_text not null
);
