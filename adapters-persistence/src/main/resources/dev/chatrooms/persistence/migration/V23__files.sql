-- Long enough for any size; the timeouts of an ordinary connection are for queries.
set local statement_timeout = 0;

-- An uploaded file. Its bytes are in the file store, under their hash. Without foreign keys, as message is.
create table file (
    -- Ascending with the time of the upload.
    id uuid not null,
    owner_id uuid not null,
    name text not null,
    media_type text collate "C" not null,
    kind text collate "C" not null,
    size bigint not null,
    sha256 bytea not null,
    width integer,
    height integer,
    duration_ms bigint,
    thumbnail_sha256 bytea,
    thumbnail_size bigint,
    thumbnail_type text collate "C",
    uploaded_at timestamptz not null,
    -- Whether the bytes are in the store. The row is written first, so that no bytes are without one.
    complete boolean not null default false,
    -- The message that it is attached to, if any, and its place there.
    message_id uuid,
    room_id uuid,
    seq bigint,
    number smallint,
    constraint file_pk primary key (id),
    constraint file_kind_check check (kind in ('image', 'video', 'audio', 'other')),
    constraint file_size_check check (size >= 0),
    constraint file_sha256_check check (octet_length(sha256) = 32),
    constraint file_thumbnail_check check ((thumbnail_sha256 is null) = (thumbnail_size is null)
        and (thumbnail_sha256 is null) = (thumbnail_type is null)),
    constraint file_attached_check check ((message_id is null) = (room_id is null)
        and (message_id is null) = (seq is null) and (message_id is null) = (number is null)
        and (complete or message_id is null))
);

create index file_owner_idx on file (owner_id, id) include (size);
create unique index file_message_idx on file (message_id, number) where message_id is not null;
create index file_room_idx on file (room_id, seq desc, number) where room_id is not null;
create index file_room_kind_idx on file (room_id, kind, seq desc, number) where room_id is not null;
create index file_unattached_idx on file (uploaded_at) where message_id is null;
create index file_content_idx on file (sha256);
create index file_thumbnail_idx on file (thumbnail_sha256) where thumbnail_sha256 is not null;

-- The contents of removed files. A content that no file refers to is deleted from the store, and then from here.
create table released_content (
    sha256 bytea not null,
    constraint released_content_pk primary key (sha256)
);

-- Whether there are rows of the message in file. Mostly there are none, and then they are not looked up.
alter table message add column attached boolean not null default false;
