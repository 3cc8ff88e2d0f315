-- Long enough for any size; the timeouts of an ordinary connection are for queries.
set local statement_timeout = 0;

-- The id under which the host knows the room. A deleted room frees it.
alter table room add column external_id text collate "C";

create unique index room_external_id_key on room (external_id)
where external_id is not null and deleted_position is null;
