-- A site with :accounts accounts, :rooms rooms and :messages messages. Each tenth room is direct, and of each ten two are private.
-- Account 1 is the administrator. The accounts 1 to 8 are in all rooms that are not direct, mostly as moderators, and each direct
-- room has one of them.
-- Of fifty messages of a room one is a reply, one begins a thread, four are in it, one mentions a member, one all members, one is
-- edited twice, one deleted, one has reactions, one is pinned, one has a file, one has metadata, one is of a deleted account.
-- Foreign keys are not checked: all rows are right.
set session_replication_role = replica;
create function pg_temp.id(kind text, n bigint) returns uuid language sql immutable as
    $$ select cast(kind || '0000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') as uuid) $$;
-- The last fiftieth of the accounts is deleted.
create function pg_temp.living() returns bigint language sql immutable as $$ select cast(:accounts - :accounts / 50 as bigint) $$;
create function pg_temp.member(room bigint, n bigint) returns bigint language sql immutable as
    $$ select (room * 17 + n) % pg_temp.living() + 1 $$;
create function pg_temp.deleted(room bigint) returns boolean language sql immutable as $$ select room % 40 = 5 $$;
create function pg_temp.at(message bigint) returns timestamptz language sql immutable as $$
    select timestamptz '2025-01-01 00:00:00Z' + make_interval(secs => message * (40000000 / :messages))
$$;

insert into account (id, username, display_name, first_name, bio, role, email, email_folded, email_verified, disabled, deleted,
                     password_hash, kind, external_id, avatar, metadata, created_at, updated_at)
select pg_temp.id('a', n), case when gone then 'deleted-' || lpad(to_hex(n), 24, '0') else 'user' || n end,
       case when gone then 'Deleted account' else 'User Ž' || n end, case when n % 3 = 0 and not gone then 'Eve' end,
       case when n % 5 = 0 and not gone then 'Tea, "cakes"' || chr(10) || '\ and ☕' end, case when n = 1 then 'admin' else 'user' end,
       case when n % 2 = 0 and not gone then 'user' || n || '@example.org' end,
       case when n % 2 = 0 and not gone then 'user' || n || '@example.org' end, n % 4 = 0 and not gone, gone or n % 97 = 90, gone,
       case when gone or bot then null else ':hash' end, case when bot then 'bot' else 'user' end, case when bot then 'bot-' || n end,
       case when n % 100 = 50 then lpad(to_hex(n), 22, '0') end, case when n % 50 = 3 then '{"team":"' || n % 7 || '"}' end,
       timestamptz '2024-12-01 00:00:00Z' + n * interval '1 minute', timestamptz '2024-12-10 00:00:00Z' + n * interval '1 minute'
from generate_series(1, :accounts) n,
     lateral (select n > pg_temp.living() as gone, n % 500 = 399 and n <= pg_temp.living() as bot) as state;
insert into avatar (account_id, id, media_type, content)
select id, avatar, 'image/png', decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
                                       'base64')
from account where avatar is not null;
insert into account_search (account_id, username, name_folded, names, grams)
select id, username, username, null, '{}' from account where not deleted;
insert into account_setting (account_id, content)
select pg_temp.id('a', n), '{"theme": "dark", "number": 1.50}' from generate_series(1, pg_temp.living(), 3) n;
insert into one_time_code (account_id, purpose, address)
select pg_temp.id('a', n), 'verification', 'new' || n || '@example.org' from generate_series(2, pg_temp.living(), 50) n;
insert into contact (owner_id, account_id, created_at)
select pg_temp.id('a', n), pg_temp.id('a', n + k), pg_temp.at(n)
from generate_series(1, pg_temp.living() - 5) n, generate_series(1, 3) k;
insert into block (owner_id, account_id, created_at)
select pg_temp.id('a', n), pg_temp.id('a', n + 4), pg_temp.at(n) from generate_series(5, pg_temp.living() - 5, 5) n;

insert into room (id, kind, name, name_folded, name_search, topic, created_by, created_at, updated_at, version, last_seq,
                  direct_low_id, direct_high_id, files_removed, metadata, external_id)
select pg_temp.id('b', n), kind, case when kind <> 'direct' then 'Room ' || n end, case when kind <> 'direct' then 'room ' || n end,
       case when kind <> 'direct' then 'room ' || n end, case when kind = 'public' then 'About ' || n else '' end,
       case when kind = 'direct' then pg_temp.id('a', n / 10 % 8 + 1) else pg_temp.id('a', pg_temp.member(n, 0)) end,
       timestamptz '2024-12-20 00:00:00Z' + n * interval '1 second', timestamptz '2024-12-20 00:00:00Z' + n * interval '1 second', 1,
       :messages / :rooms, case when kind = 'direct' then pg_temp.id('a', n / 10 % 8 + 1) end,
       case when kind = 'direct' then pg_temp.id('a', n + 10) end, pg_temp.deleted(n),
       case when n % 50 = 4 then '{"ticket":' || n || '}' end, case when n % 50 = 4 then 'ticket-' || n end
from generate_series(1, :rooms) n,
     lateral (select case when n % 10 = 0 then 'direct' when n % 10 <= 2 then 'private' else 'public' end as kind) as kinds;
insert into membership (room_id, account_id, username, role, joined_at, since_position, read_seq, read_at, furthest_read_seq, muted,
                        favourite)
select pg_temp.id('b', room), pg_temp.id('a', account), 'user' || account, role, pg_temp.at(room),
       :rooms + row_number() over (order by room, role, account), greatest(0, last - account * 7 % (last + 1)),
       case when account % 3 > 0 then pg_temp.at(:messages - account) end,
       case when account % 11 = 0 then last end, account % 13 = 0, account % 17 = 0
from (select room, pg_temp.member(room, n) as account, least(n, 2) as role
      from generate_series(1, :rooms) room, generate_series(0, 19) n
      where room % 10 > 0
      union all
      select room, viewer, 1
      from generate_series(1, :rooms) room, generate_series(1, 8) viewer
      where room % 10 > 0 and (select not viewer = any(array_agg(pg_temp.member(room, n))) from generate_series(0, 19) n)
      union all
      select room, account, 2
      from generate_series(10, :rooms, 10) room, unnest(array[room / 10 % 8 + 1, room + 10]) account) as member,
     (select :messages / :rooms as last) as seqs;
update room set member_count = (select count(*) from membership where membership.room_id = room.id);
insert into ban (room_id, account_id, by_id, reason, created_at, until)
select pg_temp.id('b', room), pg_temp.id('a', account), pg_temp.id('a', pg_temp.member(room, 0)), 'noise', pg_temp.at(room),
       case when room % 20 = 3 then timestamptz '2038-01-01 00:00:00Z' end
from generate_series(3, :rooms, 10) room, lateral (select pg_temp.member(room, 30) as account) as banned
where account > 8;
insert into invite (code, room_id, created_by, created_at, expires_at, max_uses, uses)
select rpad('invite-to-room-' || room, 22, '-'), pg_temp.id('b', room), pg_temp.id('a', pg_temp.member(room, 0)), pg_temp.at(room),
       timestamptz '2038-01-01 00:00:00Z', case when room % 20 = 1 then 9 end, room % 5
from generate_series(1, :rooms, 10) room;

-- Positions: rooms, members, messages, changes of messages, deleted rooms.
insert into message (id, room_id, seq, sender_id, position, created_at, edited_at, deleted_at, client_id, text, reply_to, thread_id,
                     thread_count, mentions, mentions_room, pinned, reacted, metadata, attached)
select pg_temp.id('c', n), pg_temp.id('b', room), seq,
       case when part = 28 then pg_temp.id('a', pg_temp.living() + 1 + n % (:accounts / 50))
            when direct then pg_temp.id('a', case when seq % 2 = 0 then room / 10 % 8 + 1 else room + 10 end)
            else pg_temp.id('a', pg_temp.member(room, seq % 20)) end,
       first.position + n, pg_temp.at(n), case when part = 22 then pg_temp.at(n + 10) end,
       case when part = 23 then pg_temp.at(n + 10) end, case when n % 2 = 0 then 'client-' || n end,
       case when part <> 23 then 'Message ' || seq || ' in room ' || room || ': word' || n * 7919 % 5000 || ' word' || n * 104729 % 5000
            || repeat(' and so on', cast(n % 12 as integer)) || case when n % 17 = 0 then chr(10) || '"žluťoučký" \ ☕' else '' end end,
       case when part = 3 then pg_temp.id('c', n - :rooms) end,
       case when part between 11 and 14 then pg_temp.id('c', n - (part - 10) * :rooms) end, case when part = 10 then 4 else 0 end,
       case when part = 20 and not direct then array[pg_temp.id('a', pg_temp.member(room, (seq + 3) % 20))] end,
       part = 21 and not direct, part = 25, part = 24 and not direct, case when part = 27 then '{"a":[1,"b\\"]}' end,
       part = 26 and not pg_temp.deleted(room)
from generate_series(cast(0 as bigint), :messages - 1) n,
     lateral (select n % :rooms + 1 as room, n / :rooms + 1 as seq) as place,
     lateral (select seq % 50 as part, room % 10 = 0 as direct) as kinds,
     (select :rooms + 1 + (select count(*) from membership) as position) as first;
insert into mention (account_id, room_id, seq, message_id, position)
select mentions[1], room_id, seq, id, position from message where mentions is not null;
insert into revision (message_id, number, text, at)
select id, number, 'Draft ' || number || ' of ' || seq, created_at + number * interval '1 second'
from message, generate_series(1, 2) number
where edited_at is not null;
insert into reaction (message_id, emoji, account_id, number, at)
select message.id, case when number < 3 then '👍' else E'❤\uFE0F' end, membership.account_id, number,
       message.created_at + number * interval '1 second'
from message
  cross join lateral (select account_id, row_number() over (order by account_id) as number
                      from membership where membership.room_id = message.room_id order by account_id limit 3) as membership
where message.reacted;
insert into reaction_kind (message_id, emoji, number, count)
select message_id, emoji, min(number), count(*) from reaction group by message_id, emoji;
insert into file (id, owner_id, name, media_type, kind, size, sha256, uploaded_at, complete, message_id, room_id, seq, number)
select pg_temp.id('d', position), sender_id, 'notes ' || seq || '.txt', 'text/plain', 'other', octet_length(content), sha256(content),
       created_at, true, id, room_id, seq, 1
from message, lateral (select convert_to('Content ' || position % 100, 'UTF8') as content) as contents
where attached;

insert into event (position, at, kind, room_id, actor_id)
select n, created_at, 'room.created', room.id, created_by
from generate_series(1, :rooms) n join room on room.id = pg_temp.id('b', n);
insert into event (position, at, kind, room_id, account_id, actor_id, data)
select since_position, joined_at, 'member.joined', room_id, account_id, account_id,
       jsonb_build_object('members', row_number() over (partition by room_id order by since_position))
from membership;
insert into event (position, at, kind, room_id, actor_id, message_id)
select position, created_at, 'message.posted', room_id, sender_id, id from message;
insert into event (position, at, kind, room_id, actor_id, message_id, data)
select head.position + row_number() over (order by changed.at, changed.message_id, changed.kind, changed.number), changed.at,
       changed.kind, changed.room_id, changed.actor_id, changed.message_id, changed.data
from (select created_at + number * interval '1 second' as at, 'message.edited' as kind, room_id, sender_id as actor_id,
             id as message_id, cast(null as jsonb) as data, number
      from message, generate_series(1, 2) number where edited_at is not null
      union all
      select deleted_at, 'message.deleted', room_id, sender_id, id, null, 1 from message where deleted_at is not null
      union all
      select created_at, 'message.pinned', room_id, sender_id, id, null, 1 from message where pinned
      union all
      select reaction.at, 'reaction.added', room_id, account_id, id, jsonb_build_object('emoji', emoji), number
      from reaction join message on message.id = reaction.message_id) as changed,
     (select max(position) as position from event) as head;
update room
set last_position = (select max(position) from message where message.room_id = room.id);
with gone as (
    update room
    set deleted_position = head.position + (n + 35) / 40
    from (select max(position) as position from event) as head, generate_series(5, :rooms, 40) n
    where room.id = pg_temp.id('b', n)
    returning room.id, room.created_by, room.deleted_position
)
insert into event (position, at, kind, room_id, actor_id)
select deleted_position, pg_temp.at(:messages), 'room.deleted', id, created_by from gone;
insert into audit (at, actor_id, action, account_id, room_id, detail)
select created_at, null, 'account.created', id, null, role from account
union all
select created_at, created_by, 'room.created', null, id, null from room
order by 1, 4, 5;
insert into configuration (name, value) values ('site.name', '"Large site"');
update log_head set position = (select max(position) from event);
set session_replication_role = origin;
analyze;
