-- Long enough for any size; the timeouts of an ordinary connection are for queries.
set local statement_timeout = 0;

-- Readers that hosts name keep the epoch of their position, and one owner holds each of them for the time of a lease.
-- All three are null in the rows of the search index.
alter table log_reader
    add column epoch text collate "C",
    add column owner uuid,
    add column leased_until timestamptz;
