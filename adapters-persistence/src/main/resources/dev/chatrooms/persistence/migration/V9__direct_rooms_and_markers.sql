-- Long enough for any size; the timeouts of an ordinary connection are for queries.
set local statement_timeout = 0;

-- The two of a direct room, the lower id first. In the room and not beside it, so that a room that is deleted frees its pair as it frees
-- its name, and no statement has to think of it.
alter table room
    add column direct_low_id uuid,
    add column direct_high_id uuid,
    add constraint room_direct_low_fk foreign key (direct_low_id) references account (id),
    add constraint room_direct_high_fk foreign key (direct_high_id) references account (id),
    add constraint room_direct_pair_check check (
        (kind = 'direct') = (direct_low_id is not null)
        and (kind = 'direct') = (direct_high_id is not null)
        and (direct_low_id is null or direct_low_id < direct_high_id)
    );

create unique index room_direct_pair_key on room (direct_low_id, direct_high_id)
    where kind = 'direct' and deleted_position is null;

-- When the marker came to where it is; null while that is where it was on joining.
alter table membership add column read_at timestamptz;
