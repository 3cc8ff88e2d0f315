set local statement_timeout = 0;

-- None may be added between the counting and the triggers.
lock table account, file in share row exclusive mode;

-- Figures for administrators, kept by a reader of the log. Accounts and files are counted by triggers, since
-- registrations and uploads append nothing to the log.
create table account_figure (
    account_id uuid not null,
    messages bigint not null,
    constraint account_figure_pk primary key (account_id)
) with (fillfactor = 70);

-- Rooms that are not deleted, by their last activity.
create table room_figure (
    room_id uuid not null,
    last_position bigint not null,
    last_at timestamptz not null,
    constraint room_figure_pk primary key (room_id)
) with (fillfactor = 70);

create index room_figure_activity_idx on room_figure (last_position, room_id);

-- By day in UTC.
create table day_figure (
    day date not null,
    messages bigint not null default 0,
    active_accounts bigint not null default 0,
    new_accounts bigint not null default 0,
    deleted_accounts bigint not null default 0,
    new_rooms bigint not null default 0,
    deleted_rooms bigint not null default 0,
    uploads bigint not null default 0,
    deleted_files bigint not null default 0,
    -- What the uploads take, less what was deleted.
    stored_bytes bigint not null default 0,
    constraint day_figure_pk primary key (day)
) with (fillfactor = 50);

-- The accounts that have acted on the last days.
create table active_account (
    day date not null,
    account_id uuid not null,
    constraint active_account_pk primary key (day, account_id)
);

insert into day_figure (day, new_accounts)
select (created_at at time zone 'UTC')::date, count(*)
from account
group by 1;

insert into day_figure (day, deleted_accounts)
select (updated_at at time zone 'UTC')::date, count(*)
from account
where deleted
group by 1
on conflict (day) do update set deleted_accounts = excluded.deleted_accounts;

insert into day_figure (day, uploads, stored_bytes)
select (uploaded_at at time zone 'UTC')::date, count(*), sum(size)
from file
where complete
group by 1
on conflict (day) do update set uploads = excluded.uploads, stored_bytes = excluded.stored_bytes;

create function count_account() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into day_figure (day, new_accounts)
        values ((new.created_at at time zone 'UTC')::date, 1)
        on conflict (day) do update set new_accounts = day_figure.new_accounts + 1;
    else
        insert into day_figure (day, deleted_accounts)
        values ((new.updated_at at time zone 'UTC')::date, 1)
        on conflict (day) do update set deleted_accounts = day_figure.deleted_accounts + 1;
    end if;
    return null;
end $$;

create function count_file() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        insert into day_figure (day, uploads, stored_bytes)
        values ((new.uploaded_at at time zone 'UTC')::date, 1, new.size)
        on conflict (day) do update
        set uploads = day_figure.uploads + 1, stored_bytes = day_figure.stored_bytes + excluded.stored_bytes;
    else
        insert into day_figure (day, deleted_files, stored_bytes)
        values ((now() at time zone 'UTC')::date, 1, -old.size)
        on conflict (day) do update
        set deleted_files = day_figure.deleted_files + 1,
            stored_bytes = day_figure.stored_bytes + excluded.stored_bytes;
    end if;
    return null;
end $$;

create trigger file_completed after update of complete on file
    for each row when (new.complete and not old.complete) execute function count_file();
create trigger file_removed after delete on file
    for each row when (old.complete) execute function count_file();

create trigger account_added after insert on account for each row execute function count_account();
create trigger account_deleted after update of deleted on account
    for each row when (new.deleted and not old.deleted) execute function count_account();

-- Replaces the one by id: there are few administrators.
drop index account_admin_idx;
create index account_admin_username_idx on account (username) where role = 'admin';
create index account_disabled_username_idx on account (username) where disabled and not deleted;
