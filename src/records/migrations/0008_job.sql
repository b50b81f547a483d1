-- Heavy work that is asked for now and done by a server: it survives a restart. A running job belongs to its holder as long as
-- its lease lasts; a holder that died stops renewing it.
create table job (
  id key_text not null primary key,
  kind key_text not null,
  subject key_text,
  input json_text not null,
  state key_text not null,
  requested_by key_text,
  requested_name key_text not null,
  requested_at key_text not null,
  started_at key_text,
  finished_at key_text,
  attempt bigint not null,
  lost bigint not null,
  progress json_text,
  cancel_requested_at key_text,
  result json_text,
  error key_text,
  holder key_text,
  lease_until key_text
);
create index job_state on job (state, id);
create index job_requested_by on job (requested_by, id);
