-- Long enough for any size; the timeouts of an ordinary connection are for queries.
set local statement_timeout = 0;

-- How far the readers of the log are that keep something else up to date by it. One that is not here has read nothing yet.
create table log_reader (
    name text collate "C" not null,
    position bigint not null,
    constraint log_reader_pk primary key (name)
) with (fillfactor = 50);

-- What messages are found by. Filled by a reader of the log, never by who posts; it may lag behind and may be made anew, so nothing refers
-- to it.
create table message_search (
    message_id uuid not null,
    room_id uuid not null,
    -- Of the message's posting.
    position bigint not null,
    created_at timestamptz not null,
    -- Words as the application has cut and folded them (the reason why no dictionary has a say), and beside them the room, the sender and
    -- the stretches of the log that the message is in: so one index finds what is wanted, where, and the newest first. Without places in
    -- the text, of which a vector holds a few hundred a word: what has to stand together is compared with the text itself.
    tsv tsvector not null,
    constraint message_search_pk primary key (message_id)
) with (fillfactor = 90);

-- New rows wait in a list that every search reads as well, so it is kept short; going into the index together costs much less.
create index message_search_tsv_idx on message_search using gin (tsv) with (fastupdate = on, gin_pending_list_limit = 256);
-- From a moment to a place in the log.
create index message_search_created_idx on message_search (created_at);
