set local statement_timeout = 0;

-- Administrators find accounts by addresses that are not verified, too. Any number of accounts may have the same one.
create index account_unverified_email_idx on account (email_folded, username)
where not email_verified and email_folded is not null;
