-- Long enough for any size; the timeouts of an ordinary connection are for queries.
set local statement_timeout = 0;

-- The name as the directory searches for it, folded by the application. Null until the application has folded the name
-- of a room that is older than this column, and in direct rooms.
alter table room add column name_search text collate "C";

create index room_unfolded_idx on room (id) where name_search is null and name is not null and deleted_position is null;

-- The rule for equal names has changed, so the application folds all of them again. Until then no room holds a name, not
-- even by the earlier rule: one room would be in another's way. No folded name contains a control character.
update room
set name_folded = E'\x01' || id
where name is not null and deleted_position is null;
