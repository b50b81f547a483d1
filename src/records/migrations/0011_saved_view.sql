-- How somebody likes to look at the account list: a filter, an order and columns, as the search part of its address.
create table saved_view (
  id key_text not null primary key,
  -- Id of a person with access, or the name of whoever works on the machine.
  owner key_text not null,
  name key_text not null,
  search key_text not null,
  is_shared bigint not null,
  created_at key_text not null,
  updated_at key_text not null,
  version bigint not null
);
create unique index saved_view_owner on saved_view (owner, name);
create index saved_view_shared on saved_view (is_shared);
