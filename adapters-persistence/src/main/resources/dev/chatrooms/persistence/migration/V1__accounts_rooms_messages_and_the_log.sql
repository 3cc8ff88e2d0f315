-- PostgreSQL 14 or later. Text that is compared or sorted has collation "C": the order is that of the bytes, whatever the locale of
-- the database. What is folded was folded by the application, for the same reason.

-- Long enough for any size; the timeouts of an ordinary connection are for queries.
set local statement_timeout = 0;

create table account (
    id uuid not null,
    username text collate "C" not null,
    display_name text not null,
    first_name text,
    last_name text,
    bio text,
    role text not null,
    email text,
    email_folded text collate "C",
    email_verified boolean not null,
    disabled boolean not null,
    password_hash text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint account_pk primary key (id),
    constraint account_username_key unique (username),
    constraint account_role_check check (role in ('user', 'admin')),
    constraint account_email_check check ((email is null) = (email_folded is null))
) with (fillfactor = 90);

-- Among verified addresses only, so that registering never tells whether an address is known.
create unique index account_verified_email_key on account (email_folded) where email_verified;
create index account_admin_idx on account (id) where role = 'admin';

create table session (
    id uuid not null,
    account_id uuid not null,
    refresh_token_hash bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    user_agent text,
    ip text,
    constraint session_pk primary key (id),
    constraint session_account_fk foreign key (account_id) references account (id)
) with (fillfactor = 90);

create index session_account_idx on session (account_id);

-- Each message counts up its room: with room in the page the new version stays in place and touches no index, as long as no index
-- is on what counts. (That is why the list of one's rooms sorts by last_position without one.)
create table room (
    id uuid not null,
    kind text not null,
    name text,
    name_folded text collate "C",
    topic text not null,
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    last_seq bigint not null default 0,
    -- Of the last message; 0 while there is none.
    last_position bigint not null default 0,
    member_count integer not null default 0,
    -- Of the event that says so. A deleted room and its memberships stay, so that the log can tell who was a member then.
    deleted_position bigint,
    constraint room_pk primary key (id),
    constraint room_creator_fk foreign key (created_by) references account (id),
    constraint room_kind_check check (kind in ('public', 'private', 'direct')),
    constraint room_name_check check ((name is null) = (kind = 'direct') and (name is null) = (name_folded is null)),
    constraint room_counts_check check (last_seq >= 0 and member_count >= 0)
) with (fillfactor = 50);

create unique index room_public_name_key on room (name_folded) where kind = 'public' and deleted_position is null;

create table membership (
    room_id uuid not null,
    account_id uuid not null,
    -- Copied from the account, where it never changes, so that a page of a big room's members is one piece of an index.
    username text collate "C" not null,
    -- 0 owner, 1 moderator, 2 member: the order in which they are shown.
    role smallint not null,
    joined_at timestamptz not null,
    -- From which position on the member sees the room; 0 until the log has given the joining its own.
    since_position bigint not null default 0,
    read_seq bigint not null,
    muted boolean not null,
    favourite boolean not null,
    -- In this order: what a room's members are read by is the index below.
    constraint membership_pk primary key (account_id, room_id),
    constraint membership_room_fk foreign key (room_id) references room (id),
    constraint membership_account_fk foreign key (account_id) references account (id),
    constraint membership_role_check check (role between 0 and 2)
) with (fillfactor = 70);

create index membership_role_idx on membership (room_id, role, username);

create table ban (
    room_id uuid not null,
    account_id uuid not null,
    until timestamptz,
    constraint ban_pk primary key (account_id, room_id),
    constraint ban_room_fk foreign key (room_id) references room (id),
    constraint ban_account_fk foreign key (account_id) references account (id)
);

-- Without foreign keys, as event is: whoever writes has just locked the room and read the sender, and the checks would cost a
-- look-up a row in the one statement that everybody waits for.
create table message (
    id uuid not null,
    room_id uuid not null,
    seq bigint not null,
    sender_id uuid not null,
    -- Of its posting.
    position bigint not null,
    created_at timestamptz not null,
    edited_at timestamptz,
    deleted_at timestamptz,
    client_id text collate "C",
    text text,
    constraint message_pk primary key (id),
    constraint message_place_key unique (room_id, seq),
    constraint message_text_check check ((text is null) = (deleted_at is not null))
);

create unique index message_client_id_key on message (sender_id, client_id) where client_id is not null;

-- One row. It is updated by every transaction that appends, so its page is kept nearly empty for the versions to come and go in.
create table log_head (
    id smallint not null default 1,
    epoch text collate "C" not null,
    position bigint not null,
    -- Of the server that the epoch was made on, to find out that this is a restored or promoted copy.
    system_identifier bigint,
    timeline integer,
    constraint log_head_pk primary key (id),
    constraint log_head_one_row_check check (id = 1)
) with (fillfactor = 10);

insert into log_head (epoch, position) values (substr(replace(gen_random_uuid()::text, '-', ''), 1, 10), 0);

create table event (
    position bigint not null,
    at timestamptz not null,
    kind text collate "C" not null,
    room_id uuid,
    -- Whom a personal event is for, and whom a member event is about.
    account_id uuid,
    -- Null where an operator did it.
    actor_id uuid,
    message_id uuid,
    data jsonb,
    constraint event_pk primary key (position),
    constraint event_room_or_account_check check (room_id is not null or account_id is not null)
);

create index event_room_idx on event (room_id, position) where room_id is not null;
create index event_account_idx on event (account_id, position) where account_id is not null;
