-- Reviews of accounts that left, buy less or were won. A review compares two windows; the alert it was opened from and the family of
-- products it is about are empty where there is none. `asked` says which departments are to say their part, and who of them.
create table review (
  id key_text not null primary key,
  kind key_text not null,
  account_id key_text not null,
  reach key_text not null,
  before_period key_text not null,
  before_from key_text not null,
  before_to key_text not null,
  after_period key_text not null,
  after_from key_text not null,
  after_to key_text not null,
  family key_text,
  occasion key_text,
  alert key_text,
  asked json_text not null,
  opened_by key_text not null,
  opened_at key_text not null,
  version bigint not null
);
create index review_account on review (account_id, id);
create index review_alert on review (alert);
-- The state of a review is its row with the greatest number: with it goes what was found, the reason it is counted under, and what
-- the ledger said of the money then, for an account that belonged to this owner and lay in this territory at the end of the later
-- window.
create table review_state (
  review key_text not null references review (id),
  number bigint not null,
  state key_text not null,
  at key_text not null,
  actor key_text not null,
  note key_text,
  main_reason key_text,
  owner key_text,
  territory key_text,
  watermark bigint not null,
  money json_text not null,
  primary key (review, number)
);
create index review_state_actor on review_state (actor, at);
-- What a department says. Rows stay as they are: of those of one department the one with the greatest id, a UUIDv7, holds.
create table review_view (
  id key_text not null primary key,
  review key_text not null references review (id),
  department key_text not null,
  went_right key_text,
  went_wrong key_text,
  reasons json_text not null,
  author key_text not null,
  at key_text not null
);
create index review_view_review on review_view (review, id);
create index review_view_author on review_view (author, at);
-- Reason codes and the steps of the retention plan, by version; the greatest counts.
create table review_document (
  name key_text not null,
  version bigint not null,
  document json_text not null,
  note key_text,
  author key_text not null,
  at key_text not null,
  primary key (name, version)
);
-- A plan that was started on a review, with the actions it made; it is undone by a row of its own.
create table review_plan (
  id key_text not null primary key,
  review key_text not null references review (id),
  version bigint not null,
  start_day key_text not null,
  actions json_text not null,
  author key_text not null,
  at key_text not null
);
create index review_plan_review on review_plan (review);
create table review_plan_undo (
  plan key_text not null primary key references review_plan (id),
  author key_text not null,
  at key_text not null
);
-- A book that has its first person keeps what each role may do as rows: they get the right that comes with reviews.
insert into role_right (role, right_name, scope)
select distinct role, 'write-review', case role when 'rep' then 'own' else 'all' end
from role_right
where role in ('administrator', 'leader', 'key-account-manager', 'rep', 'finance', 'service', 'executive')
  and role not in (select role from role_right where right_name = 'write-review');
