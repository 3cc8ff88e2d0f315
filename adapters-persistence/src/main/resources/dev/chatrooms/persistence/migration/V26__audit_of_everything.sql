set local statement_timeout = 0;

alter table audit
    add column message_id uuid,
    -- The entry of the configuration.
    add column key text collate "C",
    add column address text;

create index audit_actor_idx on audit (actor_id, number) where actor_id is not null;
create index audit_account_idx on audit (account_id, number) where account_id is not null;
create index audit_room_idx on audit (room_id, number) where room_id is not null;
create index audit_message_idx on audit (message_id, number) where message_id is not null;
create index audit_action_idx on audit (action, number);
create index audit_at_idx on audit (at);

-- Entries are only added, whatever the application does.
create function audit_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'entries of the audit trail cannot be changed or removed';
end $$;

create trigger audit_append_only before update or delete on audit
    for each row execute function audit_refuse_change();
create trigger audit_no_truncate before truncate on audit
    for each statement execute function audit_refuse_change();

-- The last failed logins of accounts, and when a burst of them was reported.
create table failed_login (
    account_id uuid not null,
    times timestamptz[] not null,
    reported_at timestamptz,
    constraint failed_login_pk primary key (account_id)
) with (fillfactor = 70);

-- Links that administrators hand over, beside those that are mailed.
alter table one_time_code
    drop constraint one_time_code_purpose_check,
    add constraint one_time_code_purpose_check
        check (purpose in ('verification', 'password_reset', 'issued_reset'));
drop index one_time_code_hash_idx;
create index one_time_code_hash_idx on one_time_code (hash) where purpose in ('password_reset', 'issued_reset');
