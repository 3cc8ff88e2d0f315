-- One row an account and purpose: a new code or token takes the place of the former.
create table one_time_code (
    account_id uuid not null,
    purpose text not null,
    -- Which address the code is for; the row says that it is to be proved, also while there is no code.
    address text,
    -- SHA-256; null while there is no code.
    hash bytea,
    tries smallint not null default 0,
    expires_at timestamptz,
    constraint one_time_code_pk primary key (account_id, purpose),
    constraint one_time_code_account_fk foreign key (account_id) references account (id),
    constraint one_time_code_purpose_check check (purpose in ('verification', 'password_reset')),
    constraint one_time_code_address_check check ((address is not null) = (purpose = 'verification')),
    constraint one_time_code_hash_check check ((hash is null) = (expires_at is null))
);

create index one_time_code_hash_idx on one_time_code (hash) where purpose = 'password_reset';

insert into one_time_code (account_id, purpose, address)
select id, 'verification', email from account where email is not null and not email_verified and not disabled;

-- Requests for mails, without anything secret. Few at a time: an entry goes when its mail has gone.
create table outbox (
    id uuid not null,
    kind text not null,
    -- An account's id, a username or an address, as the kind has it. Nobody needs to have it: no foreign key.
    about text not null,
    added_at timestamptz not null,
    due_at timestamptz not null,
    attempts integer not null default 0,
    constraint outbox_pk primary key (id),
    constraint outbox_kind_check check (kind in ('verify_address', 'repeat_code', 'reset_password', 'password_changed'))
) with (fillfactor = 50);

create index outbox_due_idx on outbox (due_at, id);
