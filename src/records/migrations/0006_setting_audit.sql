create table setting (
  key key_text not null primary key,
  value key_text not null
);
create table audit (
  id key_text not null primary key,
  at key_text not null,
  actor key_text not null,
  verb key_text not null,
  subject key_text not null,
  detail json_text not null
);
create index audit_at on audit (at, id);
