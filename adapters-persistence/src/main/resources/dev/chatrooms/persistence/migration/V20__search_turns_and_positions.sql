-- Messages that the reader of the log has passed and that are not indexed yet, because their senders have used up their
-- share of a step. The reader's cursor and these rows change in one transaction.
create table message_search_deferred (
    sender_id uuid not null,
    -- Of the message's posting.
    position bigint not null,
    message_id uuid not null,
    constraint message_search_deferred_pk primary key (sender_id, position)
);

-- Words now have their positions in the text, so all messages that have been indexed are indexed again, in the
-- background. A new index needs no rebuild.
insert into log_reader (name, position)
select 'message_search.rebuild', 0
from log_reader
where name = 'message_search'
on conflict (name) do update set position = excluded.position;
