package dev.chatrooms.application.spi;

/** The stores as one transaction sees them. Valid only inside the work that was given them, on its thread. */
public interface Stores {
    Accounts accounts();

    Sessions sessions();

    Contacts contacts();

    Blocks blocks();

    Rooms rooms();

    Bans bans();

    Invites invites();

    Markers markers();

    Messages messages();

    Reactions reactions();

    EventLog log();

    OneTimeCodes codes();

    Outbox outbox();

    AuditTrail audit();

    Avatars avatars();

    Settings settings();

    SearchIndex search();
}
