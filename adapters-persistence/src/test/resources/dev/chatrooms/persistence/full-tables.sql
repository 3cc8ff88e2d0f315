-- Thousands of accounts and rooms, a hundred thousand messages: enough for access paths to matter.
-- Foreign keys are not checked: all rows are right, and the checks take a fifth of the time.
set session_replication_role = replica;
insert into account (id, username, display_name, role, email, email_folded, email_verified, disabled, password_hash,
                     created_at, updated_at)
select md5('account' || n)::uuid, 'user' || n, 'User ' || n, 'user', 'u' || n || '@example.org', 'u' || n || '@example.org',
       true, false, 'h', now(), now()
from generate_series(1, 3000) n;
insert into session (id, account_id, created_at, expires_at, generation, last_seen_at)
select md5('session' || n)::uuid, md5('account' || (n % 3000 + 1))::uuid, now(), now() + interval '1 day', 1, now()
from generate_series(1, 6000) n;
insert into account_search (account_id, username, name_folded, names, grams)
select md5('account' || n)::uuid, 'user' || n, 'user ' || n, chr(10) || 'user' || n || chr(10) || 'user ' || n || chr(10) || n,
       array['u', 's', 'e', 'r', 'us', 'se', 'er', 'use', 'ser'] || (select array_agg(substr(n::text, i, 3)) from generate_series(1, 4) i)
from generate_series(1, 3000) n;
insert into contact (owner_id, account_id, created_at)
select md5('account' || n)::uuid, md5('account' || ((n + k * 7) % 3000 + 1))::uuid, now()
from generate_series(1, 3000) n, generate_series(1, 20) k
on conflict do nothing;
insert into block (owner_id, account_id, created_at)
select owner_id, account_id, created_at from contact where account_id < owner_id;
insert into one_time_code (account_id, purpose, address, hash, expires_at)
select md5('account' || n)::uuid, 'verification', 'u' || n || '@example.net', sha256(('code' || n)::bytea), now() + interval '1 day'
from generate_series(1, 3000) n;
insert into one_time_code (account_id, purpose, hash, expires_at)
select md5('account' || n)::uuid, 'password_reset', sha256(('token' || n)::bytea), now() + interval '1 hour'
from generate_series(1, 3000) n;
insert into outbox (id, kind, about, added_at, due_at)
select md5('outbox' || n)::uuid, 'reset_password', 'u' || n || '@example.org', now(), now() + n * interval '1 second'
from generate_series(1, 5000) n;
insert into refresh_token (hash, session_id, generation, issued_at, used_at)
select sha256(('token' || n)::bytea), md5('session' || (n % 6000 + 1))::uuid, n / 6001, now(), null
from generate_series(1, 12000) n;
insert into room (id, kind, name, name_folded, name_search, topic, created_by, created_at, updated_at, version, last_seq,
                  last_position, member_count)
select md5('room' || n)::uuid, case when n % 2 = 0 then 'private' else 'public' end, 'Room ' || n, 'room ' || n, 'room ' || n, '',
       md5('account1')::uuid, now(), now(), 1, 100, 99000 + n, 20
from generate_series(1, 1000) n;
-- All accounts are in the first room, the first account is in all rooms, and each room has twenty more.
insert into membership (room_id, account_id, username, role, joined_at, since_position, read_seq, muted, favourite)
select md5('room' || r)::uuid, md5('account' || a)::uuid, 'user' || a, 2, now(), 1, 0, false, false
from (select 1 as r, a from generate_series(1, 3000) a
      union select r, 1 from generate_series(1, 1000) r
      union select r, (r * 37 + k) % 3000 + 1 from generate_series(1, 1000) r, generate_series(1, 20) k) m;
insert into ban (room_id, account_id, by_id, created_at, until)
select md5('room' || (n % 1000 + 1))::uuid, md5('account' || n)::uuid, md5('account1')::uuid, now(),
       case when n % 3 = 0 then now() + interval '1 day' end
from generate_series(2, 3000) n
union all
select md5('room1')::uuid, md5('account' || n)::uuid, md5('account1')::uuid, now(), null
from generate_series(2, 3000) n
where n % 1000 <> 0;
insert into invite (code, room_id, created_by, created_at, expires_at, max_uses, uses)
select rpad('code-number-' || n, 22, '-'), md5('room' || (n % 1000 + 1))::uuid, md5('account1')::uuid, now(),
       now() + n * interval '1 minute', case when n % 2 = 0 then 10 end, 0
from generate_series(1, 5000) n;
-- A thousand more rooms of the first account are direct.
insert into room (id, kind, name, name_folded, topic, created_by, created_at, updated_at, version, last_seq, last_position,
                  member_count, direct_low_id, direct_high_id)
select md5('direct' || n)::uuid, 'direct', null, null, '', md5('account1')::uuid, now(), now(), 1, 0, 99000 + n, 2,
       least(md5('account1')::uuid, md5('account' || (n + 1))::uuid), greatest(md5('account1')::uuid, md5('account' || (n + 1))::uuid)
from generate_series(1, 1000) n;
insert into membership (room_id, account_id, username, role, joined_at, since_position, read_seq, muted, favourite)
select md5('direct' || n)::uuid, md5('account' || a)::uuid, 'user' || a, 2, now(), 1, 0, false, false
from (select n, 1 as a from generate_series(1, 1000) n
      union select n, n + 1 from generate_series(1, 1000) n) m;
-- Some are replies, in threads, mention the whole room, are pinned or have reactions.
insert into message (id, room_id, seq, sender_id, position, created_at, client_id, text, reply_to, thread_id, mentions_room,
                     pinned, reacted)
select md5('message' || n)::uuid, md5('room' || (n % 1000 + 1))::uuid, n / 1000 + 1, md5('account' || (n % 3000 + 1))::uuid,
       n + 1, now(), 'c' || n, 'Message number ' || n, case when n >= 1000 and n % 3 = 0 then md5('message' || (n - 1000))::uuid end,
       case when n >= 1000 and n % 5 = 0 then md5('message' || (n % 1000))::uuid end, n % 50 = 7, n % 100 = 6, n % 10 = 5
from generate_series(0, 99999) n;
insert into message_search (message_id, room_id, position, created_at, tsv)
select id, room_id, position, created_at,
       array_to_tsvector(array['message', 'number', (position - 1)::text, '/r' || room_id, '/s' || sender_id,
                               '/1' || to_hex(position >> 13), '/20', '/30', '/40'])
from message;
insert into log_reader (name, position) values ('message_search', 99000);
insert into log_mark (number, at, ended_at, position)
select n, now() - (20000 - n) * interval '1 hour', now() - (20000 - n) * interval '1 hour', n * 5 from generate_series(1, 20000) n;
insert into mention (account_id, room_id, seq, message_id, position)
select md5('account' || (n * 7 % 3000 + 1))::uuid, md5('room' || (n % 1000 + 1))::uuid, n / 1000 + 1, md5('message' || n)::uuid, n + 1
from generate_series(0, 99999, 4) n;
-- A third of the files is in messages, and some are not complete.
insert into file (id, owner_id, name, media_type, kind, size, sha256, generation, thumbnail_sha256, thumbnail_size,
                  thumbnail_type, uploaded_at, complete, message_id, room_id, seq, number)
select md5('file' || n)::uuid, md5('account' || (n % 3000 + 1))::uuid, 'file', 'image/png', 'image', 1000, sha256(('f' || n)::bytea),
       '', sha256(('t' || n)::bytea), 100, 'image/png', now(), n % 10 > 0,
       case when n % 3 = 1 and n % 10 > 0 then md5('message' || n)::uuid end,
       case when n % 3 = 1 and n % 10 > 0 then md5('room' || (n % 1000 + 1))::uuid end,
       case when n % 3 = 1 and n % 10 > 0 then n / 1000 + 1 end, case when n % 3 = 1 and n % 10 > 0 then 1 end
from generate_series(1, 20000) n;
insert into released_content (sha256, due_at)
select sha256(('r' || n)::bytea), now() + n * interval '1 minute'
from generate_series(1, 3000) n;
insert into revision (message_id, number, text, at)
select md5('message' || n)::uuid, k, 'Earlier ' || k, now()
from generate_series(0, 9999) n, generate_series(1, 2) k;
insert into reaction (message_id, emoji, account_id, number, at)
select md5('message' || n)::uuid, case when k < 4 then E'\U0001F44D' else E'\U0001F375' end, md5('account' || (k + 1))::uuid, k, now()
from generate_series(5, 19999, 10) n, generate_series(1, 10) k;
insert into reaction_kind (message_id, emoji, number, count)
select md5('message' || n)::uuid, e, case e when E'\U0001F44D' then 1 else 4 end, case e when E'\U0001F44D' then 3 else 7 end
from generate_series(5, 19999, 10) n, (values (E'\U0001F44D'), (E'\U0001F375')) as kinds (e);
insert into event (position, at, kind, room_id, account_id, actor_id, message_id)
select n + 1, now(), 'message.posted', md5('room' || (n % 1000 + 1))::uuid, null, md5('account' || (n % 3000 + 1))::uuid,
       md5('message' || n)::uuid
from generate_series(0, 99999) n;
insert into event (position, at, kind, room_id, account_id, actor_id)
select 100000 + n, now(), 'member.joined', md5('room' || (n % 1000 + 1))::uuid, md5('account' || (n % 3000 + 1))::uuid,
       md5('account1')::uuid
from generate_series(1, 3000) n;
insert into audit (at, actor_id, action, room_id)
select now(), md5('account' || (n % 300))::uuid, 'room.deleted', md5('room' || n)::uuid
from generate_series(1, 3000) n;
insert into account_figure (account_id, messages)
select id, 7 from account;
insert into room_figure (room_id, last_position, last_at, kind)
select id, last_position, now(), kind from room;
update log_head set position = 103000;
insert into event (position, at, kind, account_id, actor_id)
select 103000 + n, now(), 'account.updated', md5('account' || n)::uuid, md5('account' || n)::uuid
from generate_series(1, 100) n;
update log_head set position = 103100;
-- Two accounts may read no public room, and the second one a single private room.
insert into account (id, username, display_name, role, email_verified, disabled, password_hash, created_at, updated_at)
select md5('account' || n)::uuid, 'user' || n, 'User ' || n, 'user', false, false, 'h', now(), now()
from generate_series(3001, 3002) n;
insert into ban (room_id, account_id, by_id, created_at, until)
select room.id, md5('account' || n)::uuid, md5('account1')::uuid, now(), null
from room, generate_series(3001, 3002) n
where kind = 'public';
insert into membership (room_id, account_id, username, role, joined_at, since_position, read_seq, muted, favourite)
values (md5('room2')::uuid, md5('account3002')::uuid, 'user3002', 2, now(), 1, 0, false, false);
analyze;
set session_replication_role = origin;
