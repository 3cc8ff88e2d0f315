-- A deleted account is disabled as well, so that what asks whether somebody may act asks one thing.
alter table account
    add column avatar text,
    add column deleted boolean not null default false,
    add constraint account_deleted_check check (disabled or not deleted);
