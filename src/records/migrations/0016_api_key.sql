-- What programs come in with. Only the hash of a key is kept: whoever reads the table cannot use it.
create table api_key (
  id key_text not null primary key,
  name key_text not null,
  secret_hash key_text not null unique,
  -- How the key begins, so that people recognise it.
  hint key_text not null,
  role key_text not null,
  scope key_text,
  territory key_text,
  -- The reps that scope `own` means, as source/key.
  reps json_text not null,
  created_by key_text not null,
  created_at key_text not null,
  -- Null for a key without an end.
  expires_at key_text,
  last_used_at key_text,
  revoked_at key_text
);
-- Requests that bring an Idempotency-Key, each with its answer for whoever sends it again.
create table idempotent_request (
  actor key_text not null,
  name key_text not null,
  -- Of the first request of this name: what its job is called, however often it is carried out.
  id key_text not null,
  operation key_text not null,
  started_at key_text not null,
  -- Until when it counts as being carried out; null once it is answered.
  held_until key_text,
  -- SHA-256 of what was asked for, and the answer; null until there is one.
  fingerprint key_text,
  answer json_text,
  primary key (actor, name)
);
create index idempotent_request_started on idempotent_request (started_at);
