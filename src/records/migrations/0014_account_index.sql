-- What the card of one account is read by.
create index site_account on site (source, account);
create index account_alias_account on account_alias (account);
create index account_owner_account on account_owner (source, account);
create index account_parent_account on account_parent (source, account);
create index account_parent_parent on account_parent (source, parent);
create index closed_scorecard_account on closed_scorecard (account_id);
create index user_rep_rep on user_rep (rep);
