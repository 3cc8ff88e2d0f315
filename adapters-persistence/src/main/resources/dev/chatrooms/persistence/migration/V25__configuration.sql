-- The entries of the configuration that administrators have set, each in the form that the application gives its type.
create table configuration (
    name text collate "C" not null,
    value text not null,
    constraint configuration_pk primary key (name),
    constraint configuration_size_check check (octet_length(value) <= 16384)
) with (fillfactor = 70);

-- One row. Each change increments it, so that nodes notice changes by one number.
create table configuration_version (
    id smallint not null default 1,
    version bigint not null,
    constraint configuration_version_pk primary key (id),
    constraint configuration_version_one_row_check check (id = 1)
) with (fillfactor = 10);

insert into configuration_version (version) values (0);
