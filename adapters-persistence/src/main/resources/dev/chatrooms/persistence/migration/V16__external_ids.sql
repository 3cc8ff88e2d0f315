alter table account
    -- Null if the account has no password: the host vouches for it.
    alter column password_hash drop not null,
    add column kind text not null default 'user',
    -- The id under which the host knows the account.
    add column external_id text collate "C",
    -- When all sessions were last ended, including those that the host vouches for.
    add column sessions_ended_at timestamptz,
    add constraint account_kind_check check (kind in ('user', 'bot', 'system'));

create unique index account_external_id_key on account (external_id) where external_id is not null;
