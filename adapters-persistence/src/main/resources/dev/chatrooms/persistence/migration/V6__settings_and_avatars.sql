-- Text and not jsonb, which would turn numbers into its own.
create table account_setting (
    account_id uuid not null,
    content text not null,
    constraint account_setting_pk primary key (account_id),
    constraint account_setting_account_fk foreign key (account_id) references account (id),
    constraint account_setting_size_check check (octet_length(content) <= 16384)
) with (fillfactor = 70);

-- Up to two of an account: the one that it shows (account.avatar), and one that it is about to.
create table avatar (
    account_id uuid not null,
    id text collate "C" not null,
    media_type text not null,
    content bytea not null,
    constraint avatar_pk primary key (account_id, id),
    constraint avatar_account_fk foreign key (account_id) references account (id),
    constraint avatar_media_type_check check (media_type in ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
    constraint avatar_size_check check (octet_length(content) <= 1048576)
);

-- Pictures are compressed already.
alter table avatar alter column content set storage external;
