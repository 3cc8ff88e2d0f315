-- Long enough for any size; the timeouts of an ordinary connection are for queries.
set local statement_timeout = 0;

create table contact (
    owner_id uuid not null,
    account_id uuid not null,
    created_at timestamptz not null,
    constraint contact_pk primary key (owner_id, account_id),
    constraint contact_owner_fk foreign key (owner_id) references account (id),
    constraint contact_account_fk foreign key (account_id) references account (id),
    constraint contact_self_check check (owner_id <> account_id)
);

create table block (
    owner_id uuid not null,
    account_id uuid not null,
    created_at timestamptz not null,
    constraint block_pk primary key (owner_id, account_id),
    constraint block_owner_fk foreign key (owner_id) references account (id),
    constraint block_account_fk foreign key (account_id) references account (id),
    constraint block_self_check check (owner_id <> account_id)
);

-- What people are found and listed by, folded by the application; of deleted accounts there is none. Beside the account and not in it:
-- an account is read with every request, this only by searches, and its index costs something with every new version of a row.
create table account_search (
    account_id uuid not null,
    username text collate "C" not null,
    name_folded text collate "C" not null,
    -- Null until the application has folded an account that was there before this table.
    names text collate "C",
    -- All pieces of one to three characters that are in the names.
    grams text[] not null,
    constraint account_search_pk primary key (account_id),
    constraint account_search_username_key unique (username),
    constraint account_search_account_fk foreign key (account_id) references account (id)
) with (fillfactor = 90);

insert into account_search (account_id, username, name_folded, names, grams)
select id, username, username, null, '{}'
from account
where not deleted;

create index account_search_grams_idx on account_search using gin (grams) with (fastupdate = off);
create index account_search_missing_idx on account_search (account_id) where names is null;

-- Somebody's messages, the newest first.
create index message_sender_idx on message (sender_id, position);

-- These reach people by whom they know, not by a room: whoever reads the log for somebody looks at all of them that passed.
create index event_account_updated_idx on event (position) include (account_id) where kind = 'account.updated';
