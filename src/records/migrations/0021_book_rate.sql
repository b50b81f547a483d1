-- What keeping stock, the time of people and taking goods back cost from a day on, and how it is reckoned, as people have set it.
-- Rows stay as they are: of two of a kind and subject for one day the one with the greater id, a UUIDv7, counts. The document
-- is null where one was taken back from the day on.
create table book_rate (
  id key_text not null primary key,
  kind key_text not null,
  subject key_text not null,
  valid_from key_text not null,
  document json_text,
  note key_text,
  author key_text not null,
  at key_text not null
);
