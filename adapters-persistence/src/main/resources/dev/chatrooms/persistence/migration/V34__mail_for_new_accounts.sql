-- A mail for an account that an administrator has created.
alter table outbox
    drop constraint outbox_kind_check,
    add constraint outbox_kind_check check (
        kind in ('verify_address', 'repeat_code', 'reset_password', 'password_changed', 'welcome_account')
    );
