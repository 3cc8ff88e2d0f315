-- The position of the end of the log at a time, the last one of each hour. The latest mark has the time by which old
-- messages are deleted, which moves no faster than twice the speed of time.
create table log_mark (
    number bigint not null,
    at timestamptz not null,
    ended_at timestamptz not null,
    position bigint not null,
    constraint log_mark_pk primary key (number)
);

create index log_mark_position_idx on log_mark (position);
