-- Who did what to whom. Only ever added to. Without foreign keys: it outlives what it names.
create table audit (
    number bigint generated always as identity,
    at timestamptz not null,
    -- Null where an operator did it.
    actor_id uuid,
    action text collate "C" not null,
    account_id uuid,
    room_id uuid,
    detail text,
    constraint audit_pk primary key (number)
);
