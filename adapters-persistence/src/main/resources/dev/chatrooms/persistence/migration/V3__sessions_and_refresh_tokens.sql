set local statement_timeout = 0;

alter table session
    -- How many refresh tokens have been used.
    add column generation integer not null default 0,
    -- To the minute or so. No index may be on it, or noting it would cost one more write.
    add column last_seen_at timestamptz;

update session set last_seen_at = created_at;

alter table session
    alter column generation drop default,
    alter column last_seen_at set not null;

-- Used ones are kept, to notice that somebody uses one a second time.
create table refresh_token (
    -- SHA-256 of the token.
    hash bytea not null,
    session_id uuid not null,
    generation integer not null,
    issued_at timestamptz not null,
    used_at timestamptz,
    constraint refresh_token_pk primary key (hash),
    constraint refresh_token_session_fk foreign key (session_id) references session (id) on delete cascade
) with (fillfactor = 90);

insert into refresh_token (hash, session_id, generation, issued_at)
select refresh_token_hash, id, 0, created_at from session;

alter table session drop column refresh_token_hash;

-- For the foreign key.
create index refresh_token_session_idx on refresh_token (session_id);
-- For the sweep, which goes by what is oldest.
create index refresh_token_issued_idx on refresh_token (issued_at);
create index session_ended_idx on session (least(revoked_at, expires_at));

-- A person's live sessions, however many have ended.
drop index session_account_idx;
create index session_account_idx on session (account_id, least(revoked_at, expires_at));
