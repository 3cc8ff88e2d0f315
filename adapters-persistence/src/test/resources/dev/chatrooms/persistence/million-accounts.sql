-- A million accounts, a hundred thousand rooms and a million audit entries. All rows are right, so triggers and foreign
-- keys are off. Indexes are dropped and created again, which takes a tenth of the time.
set session_replication_role = replica;
set maintenance_work_mem = '256MB';
set synchronous_commit = off;
create temporary table dropped_index as
select pg_get_indexdef(index.indexrelid) as definition, index.indexrelid::regclass::text as name
from pg_index index
where index.indrelid in ('account'::regclass, 'account_search'::regclass, 'room'::regclass, 'audit'::regclass)
  and not exists (select 1 from pg_constraint where pg_constraint.conindid = index.indexrelid);
do $$ declare name text; begin
    for name in select dropped_index.name from dropped_index loop execute 'drop index ' || name; end loop;
end $$;

create function account_id(n bigint) returns uuid language sql immutable as $$ select md5('account' || n)::uuid $$;
create function room_id(n bigint) returns uuid language sql immutable as $$ select md5('room' || n)::uuid $$;

-- Two administrators. Each tenth account has a verified address, each tenth the same unverified one. 100,000 accounts in a row are deleted, the last but 1,000 of the others are called Smith.
insert into account (id, username, display_name, role, email, email_folded, email_verified, disabled, deleted,
                     password_hash, created_at, updated_at)
select account_id(n),
       case when n between 400000 and 499999 then 'deleted-' || substr(md5(n::text), 1, 24)
            else case when n < 400000 then 'anne' else 'user' end || lpad(n::text, 7, '0') end,
       'Somebody', case when n in (300000, 700000) then 'admin' else 'user' end,
       email, email, n % 10 = 0,
       n between 400000 and 499999, n between 400000 and 499999, 'h', now(), now()
from generate_series(1, 1000000) n
  cross join lateral (select case when n % 10 = 0 then 'u' || n || '@example.org'
                                  when n % 10 = 5 and n not between 400000 and 499999 then 'shared@example.org' end
                             as email) emails;
insert into account_search (account_id, username, name_folded, names, grams)
select account_id(n), name, 'somebody', E'\n' || name || E'\n' || second,
       (select array_agg(distinct substr(text, i, 3))
        from unnest(array[E'\n' || name, E'\n' || second]) text, generate_series(1, length(text) - 2) i)
from generate_series(1, 1000000) n
  cross join lateral (select case when n < 400000 then 'anne' else 'user' end || lpad(n::text, 7, '0') as name,
                             case when n = 600000 then 'zephyrine' when n % 1000 = 7 then 'smith' else 'jo' || n % 10
                             end as second) names
where n not between 400000 and 499999;
insert into session (id, account_id, created_at, expires_at, generation, last_seen_at)
select md5('session' || n)::uuid, account_id(n * 10), now(), now() + interval '1 day', 1, now()
from generate_series(1, 100000) n;

-- Two private rooms; one room has a rare name.
insert into room (id, kind, name, name_folded, name_search, topic, created_by, created_at, updated_at, version, last_seq,
                  last_position, member_count)
select room_id(n), case when n in (20000, 70000) then 'private' else 'public' end, name, name, name, '', account_id(1),
       now(), now(), 1, 1, n, 1
from generate_series(1, 100000) n
  cross join lateral (select case when n = 50000 then 'quiet corner'
                                  when n % 500 = 7 then 'tavern ' || n
                                  else 'room ' || lpad(n::text, 6, '0') end as name) names;
insert into room_figure (room_id, last_position, last_at, kind)
select id, last_position, now(), kind from room;
insert into membership (room_id, account_id, username, role, joined_at, since_position, read_seq, muted, favourite)
select room_id(n), account_id(n * 3 + 600000), 'user' || n, 0, now(), 1, 0, false, false
from generate_series(1, 100000) n;

-- One entry a minute. Account 1 has done every other one. There are two deletions of accounts, not by account 1.
insert into audit (at, actor_id, action, account_id, room_id)
select timestamptz '2026-01-01 00:00Z' + n * interval '1 minute',
       case when n % 2 = 0 then account_id(1) else account_id(n % 5000 + 2) end,
       case when n in (200001, 800001) then 'account.deleted' when n % 1000 = 500 then 'room.deleted'
            else 'member.banned' end,
       account_id(n % 100000 + 2), room_id(case when n % 4 = 0 then 1 else n % 100000 + 1 end)
from generate_series(1, 1000000) n;
do $$ declare definition text; begin
    for definition in select dropped_index.definition from dropped_index loop execute definition; end loop;
end $$;
vacuum analyze account, account_search, room, room_figure, membership, session, audit;
