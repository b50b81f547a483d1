-- What an owner means to do with an account, as it was decided: the posture, the one that was proposed then (empty where none could
-- be), and the end of the window that was looked at. Rows stay as they are: of two for one account the one with the greater id, a
-- UUIDv7, holds.
create table posture_decision (
  id key_text not null primary key,
  account_id key_text not null,
  posture key_text not null,
  proposed key_text,
  reason key_text,
  as_of key_text not null,
  author key_text not null,
  at key_text not null
);
create index posture_decision_account on posture_decision (account_id);
