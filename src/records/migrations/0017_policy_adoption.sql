-- A policy that somebody works on and nothing is graded by.
create table policy_draft (
  id key_text not null primary key,
  document json_text not null,
  note key_text,
  author key_text not null,
  created_at key_text not null,
  updated_at key_text not null,
  version bigint not null
);
-- A policy that waits for the approval of somebody else, for good: what became of it is its decision.
create table policy_request (
  id key_text not null primary key,
  document json_text not null,
  note key_text,
  requested_by key_text not null,
  requested_at key_text not null
);
-- One for each request: who is second finds the key taken. An approval says which version of which policy it made.
create table policy_decision (
  request key_text not null primary key references policy_request (id),
  decision key_text not null,
  decided_by key_text not null,
  decided_at key_text not null,
  note key_text,
  policy_name key_text,
  policy_version bigint
);
create unique index policy_decision_policy on policy_decision (policy_name, policy_version);
