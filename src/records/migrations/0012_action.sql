-- Who is to do what about something. People with access are referred to by their id.
create table action (
  id key_text not null primary key,
  title key_text not null,
  note key_text,
  subject_type key_text not null,
  subject_id key_text not null,
  owner key_text not null,
  due key_text,
  done_when key_text,
  created_by key_text not null,
  created_at key_text not null,
  version bigint not null
);
create index action_owner on action (owner, due);
create index action_subject on action (subject_type, subject_id);
create index action_due on action (due, id);
-- The state of an action is its row with the greatest number.
create table action_state (
  action key_text not null references action (id),
  number bigint not null,
  state key_text not null,
  at key_text not null,
  actor key_text not null,
  note key_text,
  primary key (action, number)
);
