-- How the files of a source are read, version by version: a version never changes. One without a document says that the
-- mapping was taken out.
create table source_mapping (
  source key_text not null,
  version bigint not null,
  document json_text,
  author key_text not null,
  at key_text not null,
  primary key (source, version)
);
