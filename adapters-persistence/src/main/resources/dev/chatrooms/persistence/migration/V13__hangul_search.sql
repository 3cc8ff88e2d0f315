-- Korean words are now indexed syllable by syllable, so all messages that have been indexed are indexed again, in the
-- background. A new index needs no rebuild.
insert into log_reader (name, position)
select 'message_search.rebuild', 0
from log_reader
where name = 'message_search'
on conflict (name) do update set position = excluded.position;
