-- The custom data that a host adds: the canonical text of a JSON object, null for none. The domain bounds its size; a
-- check here would read all messages during the migration.
alter table message add column metadata text;
alter table room add column metadata text;
alter table account add column metadata text;
