set local statement_timeout = 0;

-- A content has the key of its hash and this generation, which is never used again once the content is deleted. Empty
-- for the contents of earlier versions.
alter table file
    add column generation text collate "C" not null default '',
    add column thumbnail_generation text collate "C" not null default '';

drop index file_content_idx;
drop index file_thumbnail_idx;
create index file_content_idx on file (sha256, generation);
create index file_thumbnail_idx on file (thumbnail_sha256, thumbnail_generation) where thumbnail_sha256 is not null;

-- A queue: a key is in it as often as files with it were removed, so that their transactions do not wait for each other.
alter table released_content
    drop constraint released_content_pk,
    add column id bigint not null generated always as identity,
    add column generation text collate "C" not null default '',
    add column attempts integer not null default 0,
    -- The time of the next attempt.
    add column due_at timestamptz not null default '-infinity',
    add constraint released_content_pk primary key (id);

create index released_content_due_idx on released_content (due_at, id);

-- The deleted rooms whose files are still to be removed.
alter table room add column files_removed boolean not null default false;

create index room_files_idx on room (id) where deleted_position is not null and not files_removed;
