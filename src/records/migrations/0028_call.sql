-- Calls that people plan with accounts and make. None is without a goal. The person who is to make it is referred to by id; `rep` is
-- the rep, as source/key, whom it counts for, as it was when it was planned (empty where the person is no rep), so that what a rep did
-- stays theirs. `follows` is the call whose next step it is.
create table call (
  id key_text not null primary key,
  account_id key_text not null,
  contact key_text,
  goal key_text not null,
  day key_text not null,
  owner key_text not null,
  rep key_text,
  follows key_text,
  created_by key_text not null,
  created_at key_text not null,
  version bigint not null
);
create index call_owner on call (owner, day);
create index call_rep on call (rep, day);
create index call_account on call (account_id, day);
create index call_day on call (day, id);
-- The state of a call is its row with the greatest number. What came of it stands with the state `done`: how far the goal was reached,
-- on which day it was made, and the call or the action that is its next step.
create table call_state (
  call key_text not null references call (id),
  number bigint not null,
  state key_text not null,
  at key_text not null,
  actor key_text not null,
  note key_text,
  reached key_text,
  made_on key_text,
  next_kind key_text,
  next_id key_text,
  primary key (call, number)
);
-- Accounts that a rep is not told to call until a day. The row with the greatest id, a UUIDv7, holds for a rep and an
-- account, and one without a day takes it back.
create table call_skip (
  id key_text not null primary key,
  rep key_text not null,
  account_id key_text not null,
  until key_text,
  author key_text not null,
  at key_text not null
);
create index call_skip_rep on call_skip (rep, account_id);
