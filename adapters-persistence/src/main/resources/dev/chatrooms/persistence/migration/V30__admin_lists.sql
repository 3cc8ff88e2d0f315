set local statement_timeout = 0;

-- Disabled accounts may follow each other in great number. Deleted ones are disabled.
create index account_enabled_username_idx on account (username) where not disabled;

-- All pieces of one to three characters of a folded name, of which the application computes those of a search.
create function name_grams(name text) returns text[] language sql immutable strict parallel safe as $$
    select array(
        select distinct substr(name, first, size)
        from generate_series(1, 3) as size
          cross join lateral generate_series(1, char_length(name) - size + 1) as first)
$$;

create index room_name_grams_idx on room using gin (name_grams(name_search)) with (fastupdate = off)
where name_search is not null and deleted_position is null;

-- The kind of the room, so that rooms of a kind that is rare are found by an index.
alter table room_figure add column kind text collate "C";

create function room_figure_kind() returns trigger language plpgsql as $$
begin
    select kind into new.kind from room where id = new.room_id;
    return new;
end $$;

-- The reader of the log follows later changes. Exports of earlier versions have no kind.
create trigger room_figure_added before insert on room_figure
    for each row when (new.kind is null) execute function room_figure_kind();

update room_figure set kind = room.kind from room where room.id = room_figure.room_id;

create index room_figure_kind_idx on room_figure (kind, last_position, room_id);

-- An actor or a room may have a great number of entries, and few of one action.
create index audit_actor_action_idx on audit (actor_id, action, number) where actor_id is not null;
create index audit_room_action_idx on audit (room_id, action, number) where room_id is not null;

-- Times are found among the numbers.
drop index audit_at_idx;
