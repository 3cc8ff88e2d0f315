set local statement_timeout = 0;

-- Changes of the figures by triggers, until the reader of the log adds them to day_figure. A row of the day would be locked until the
-- end of each registration, upload and deletion, and all of them, on all nodes, would wait for each other.
create table figure_change (
    day date not null,
    new_accounts bigint not null default 0,
    deleted_accounts bigint not null default 0,
    uploads bigint not null default 0,
    deleted_files bigint not null default 0,
    stored_bytes bigint not null default 0
);

create or replace function count_account() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into figure_change (day, new_accounts)
        values ((new.created_at at time zone 'UTC')::date, 1);
    else
        insert into figure_change (day, deleted_accounts)
        values ((new.updated_at at time zone 'UTC')::date, 1);
    end if;
    return null;
end $$;

create or replace function count_file() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        insert into figure_change (day, uploads, stored_bytes)
        values ((new.uploaded_at at time zone 'UTC')::date, 1, new.size);
    else
        insert into figure_change (day, deleted_files, stored_bytes)
        values ((now() at time zone 'UTC')::date, 1, -old.size);
    end if;
    return null;
end $$;

create index audit_key_idx on audit (key, number) where key is not null;
