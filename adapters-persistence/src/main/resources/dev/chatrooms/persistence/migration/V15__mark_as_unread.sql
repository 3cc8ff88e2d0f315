-- The highest read_seq so far, which other members see, if the member has moved the marker back since; null if read_seq
-- is the highest. So neither existing rows nor sent messages need to write it.
alter table membership add column furthest_read_seq bigint;
