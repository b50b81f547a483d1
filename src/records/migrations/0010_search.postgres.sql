-- Invoice and order numbers as they are looked for: folded, with letters and digits only. Made by a job from the ledger, and
-- brought up to its watermark by what came and went since.
create table search_document (
  folded key_text not null,
  -- invoice or order.
  kind key_text not null,
  source key_text not null,
  number key_text not null,
  account_id key_text not null,
  day key_text not null,
  primary key (folded, kind, source, number)
);
-- What the documents were made from: the ledger up to a number, and aliases by their digest.
create table search_stamp (
  name key_text not null primary key,
  watermark bigint not null,
  aliases key_text not null
);
