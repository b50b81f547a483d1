-- Everybody with access. Names and addresses of people are here and nowhere else: everything else refers to the id.
create table app_user (
  id key_text not null primary key,
  -- Lower case; whoever signs in may write it as they like.
  email key_text not null unique,
  email_verified bigint not null,
  name key_text not null,
  phone key_text,
  role key_text not null,
  scope key_text,
  territory key_text,
  preferences json_text not null,
  created_at key_text not null,
  updated_at key_text not null,
  -- Since when a person has a password; null while invited.
  active_since key_text,
  -- Since when nobody comes in by this name; null while people do.
  disabled_at key_text,
  last_seen_at key_text,
  version bigint not null
);
create index app_user_name on app_user (name, id);
-- The reps a person is, as source/key.
create table user_rep (
  user_id key_text not null,
  rep key_text not null,
  primary key (user_id, rep),
  foreign key (user_id) references app_user (id)
);
create table user_credential (
  id key_text not null primary key,
  user_id key_text not null,
  account_id key_text not null,
  provider_id key_text not null,
  password key_text,
  created_at key_text not null,
  updated_at key_text not null,
  foreign key (user_id) references app_user (id)
);
create unique index user_credential_user on user_credential (user_id, provider_id);
create table role_right (
  role key_text not null,
  right_name key_text not null,
  scope key_text not null,
  primary key (role, right_name)
);
-- The token is a hash: whoever reads the table cannot use it.
create table user_session (
  id key_text not null primary key,
  user_id key_text not null,
  token key_text not null unique,
  expires_at key_text not null,
  created_at key_text not null,
  updated_at key_text not null,
  ip_address key_text,
  user_agent key_text,
  foreign key (user_id) references app_user (id)
);
create index user_session_user on user_session (user_id);
create table user_invitation (
  token_hash key_text not null primary key,
  purpose key_text not null,
  -- Null for the first administrator, who is nobody yet.
  user_id key_text,
  created_at key_text not null,
  expires_at key_text not null,
  used_at key_text,
  foreign key (user_id) references app_user (id)
);
create index user_invitation_user on user_invitation (user_id);
-- Tries at a password, by keyed hash of what was tried: an address of mail or of a machine.
create table sign_in_try (
  subject key_text not null primary key,
  failures bigint not null,
  last_at key_text not null,
  wait_until key_text
);
create table sign_in_secret (
  name key_text not null primary key,
  value key_text not null
);
create index audit_actor on audit (actor, at, id);
create index audit_subject on audit (subject, at, id);
