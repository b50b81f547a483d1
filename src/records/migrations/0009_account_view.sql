-- What lists, cards, the portfolio and one's own book show of every account for a period. Made by a job from the ledger and
-- the records, never changed afterwards, and replaced as a whole by the next generation.
create table view_generation (
  number bigint not null primary key,
  -- building, current or replaced.
  state key_text not null,
  -- 1 when it is what is shown unless one asks for a period.
  is_default bigint not null,
  period key_text not null,
  window_from key_text not null,
  window_to key_text not null,
  before_period key_text not null,
  before_from key_text not null,
  before_to key_text not null,
  -- 1 when the ledger reaches back to the first day of the window before.
  before_whole bigint not null,
  watermark bigint not null,
  policy_name key_text not null,
  policy_version bigint not null,
  currency key_text not null,
  accounts bigint not null,
  built_at key_text not null
);
create unique index view_generation_current on view_generation (period) where state = 'current';
create unique index view_generation_default on view_generation (is_default) where state = 'current' and is_default = 1;
-- Money in millionths of the base currency, exactly as the ledger sums it. Null is unknown, never zero.
create table account_view (
  generation bigint not null,
  -- Place among all accounts by folded name; what stands on no account comes after the last one.
  position bigint not null,
  account_id key_text not null,
  source key_text not null,
  key key_text not null,
  name key_text not null,
  -- 1 where only others refer to it by its key.
  stub bigint not null,
  -- 0 for an account that is none any more at the end of the period and had money in one of the windows.
  valid bigint not null,
  -- The ultimate parent; null when it is its own.
  root_id key_text,
  root_name key_text,
  owner_key key_text,
  owner_name key_text,
  territory_key key_text,
  territory_name key_text,
  segment_key key_text,
  segment_name key_text,
  grade key_text,
  grade_before key_text,
  -- A week before the end of the period.
  grade_week key_text,
  flagged bigint not null,
  movement key_text not null,
  spend bigint,
  spend_before bigint,
  spend_change bigint not null,
  next_grade key_text,
  -- What its family misses to the next better grade; null where the grade goes by a score.
  to_next bigint,
  -- What its family has above the bound of its grade.
  above bigint,
  cost bigint,
  costed_spend bigint not null,
  spend_magnitude bigint not null,
  costed_magnitude bigint not null,
  gross_profit bigint,
  margin_rate double precision,
  orders bigint not null,
  lines bigint not null,
  invoices bigint not null,
  first_invoice key_text,
  last_invoice key_text,
  days_late double precision,
  week_spend bigint not null,
  week_invoices bigint not null,
  -- Spend of twelve months that end with the period, the oldest first, as decimals; null when there was none.
  months json_text,
  primary key (generation, position)
);
create unique index account_view_account on account_view (generation, account_id);
-- The columns that filters, sorts and sums go through, and the orders of the lists: each packed into a few pieces of text, so
-- that a whole column is in memory in a millisecond.
create table view_column (
  generation bigint not null,
  name key_text not null,
  piece bigint not null,
  data key_text not null,
  primary key (generation, name, piece)
);
