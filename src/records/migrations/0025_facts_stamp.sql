-- What rates and judgements a generation has seen, of those that its policy looks at: empty where it looks at none, or where the
-- generation is from before this was kept.
alter table view_generation add column facts_stamp key_text;
