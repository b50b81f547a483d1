-- The id of an account, for ever: never deleted by an undo, never given to another key.
create table account_identity (
  source key_text not null,
  key key_text not null,
  id key_text not null unique,
  primary key (source, key)
);
-- Account keys that live ledger rows carry, as of projection.seq; replaced as a whole.
create table account_stub (
  source key_text not null,
  key key_text not null,
  primary key (source, key),
  foreign key (source, key) references account_identity (source, key)
);
create table projection (
  name key_text not null primary key,
  seq bigint not null
);
