-- Accounts whose messages are being erased. There are few rows, and none most of the time.
create table erasure (
    account_id uuid not null,
    -- The account's messages up to this position of the log are erased.
    position bigint not null,
    advanced_at timestamptz not null,
    constraint erasure_pk primary key (account_id),
    constraint erasure_account_fk foreign key (account_id) references account (id)
);
