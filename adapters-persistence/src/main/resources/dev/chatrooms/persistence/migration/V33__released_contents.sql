set local statement_timeout = 0;

-- The check of files looks for each content that is in the store and in no row.
create index released_content_key_idx on released_content (sha256, generation);
