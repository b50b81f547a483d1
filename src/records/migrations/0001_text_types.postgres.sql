-- Text that is compared and sorted by its bytes, as SQLite does, and JSON that keeps the text it was given.
-- SQLite reads these names as its own TEXT, so that later migrations are the same text on both engines.
create domain key_text as text collate "C";
create domain json_text as json;
