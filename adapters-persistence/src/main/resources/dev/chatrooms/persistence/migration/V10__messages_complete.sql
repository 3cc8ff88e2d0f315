-- Long enough for any size; the timeouts of an ordinary connection are for queries.
set local statement_timeout = 0;

alter table message
    add column reply_to uuid,
    add column thread_id uuid,
    -- How many stand under it, without deleted ones.
    add column thread_count integer not null default 0,
    -- Whom it calls by name, in the order of its text; null for nobody.
    add column mentions uuid[],
    -- Whether it calls everybody in the room.
    add column mentions_room boolean not null default false,
    add column pinned boolean not null default false,
    -- Whether there is anything of it in reaction_kind: mostly there is not, and then nobody looks.
    add column reacted boolean not null default false,
    add constraint message_deleted_check check (
        deleted_at is null or mentions is null and not mentions_room and not pinned and not reacted);

-- Partial: a message that is none of this, as most are, costs nothing.
create index message_thread_idx on message (thread_id, seq) where thread_id is not null;
create index message_pinned_idx on message (room_id, seq) where pinned;
create index message_room_call_idx on message (room_id, seq) where mentions_room;
create index message_room_call_position_idx on message (room_id, position) where mentions_room;

-- The tables below are without foreign keys, as message is: whoever writes has locked the room and read the message.

-- Whom messages call by name. By room and seq to count what somebody has not read, by position to list all.
create table mention (
    account_id uuid not null,
    room_id uuid not null,
    seq bigint not null,
    message_id uuid not null,
    -- Of the message.
    position bigint not null,
    constraint mention_pk primary key (account_id, room_id, seq)
);

create index mention_position_idx on mention (account_id, position);

-- What messages said before they were edited; gone with the message's own text.
create table revision (
    message_id uuid not null,
    number integer not null,
    text text not null,
    -- Since when it said so.
    at timestamptz not null,
    constraint revision_pk primary key (message_id, number)
);

create table reaction (
    message_id uuid not null,
    emoji text collate "C" not null,
    account_id uuid not null,
    -- In the order in which people reacted to the message.
    number integer not null,
    at timestamptz not null,
    constraint reaction_pk primary key (message_id, emoji, account_id),
    constraint reaction_number_key unique (message_id, number)
);

-- The sums of reaction: a page of messages does not count what thousands think of one.
create table reaction_kind (
    message_id uuid not null,
    emoji text collate "C" not null,
    -- Of the reaction with which it was first used.
    number integer not null,
    count integer not null,
    constraint reaction_kind_pk primary key (message_id, emoji),
    constraint reaction_kind_count_check check (count > 0)
) with (fillfactor = 70);
