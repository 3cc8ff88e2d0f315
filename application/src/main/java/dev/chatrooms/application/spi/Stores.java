package dev.chatrooms.application.spi;

/** The stores within one transaction. Valid only inside the work they are passed to, on its thread. */
public interface Stores {
    Accounts accounts();

    Sessions sessions();

    Contacts contacts();

    Blocks blocks();

    Rooms rooms();

    RoomQueries roomQueries();

    DirectRooms directRooms();

    Bans bans();

    Invites invites();

    Markers markers();

    Messages messages();

    Reactions reactions();

    Files files();

    Contents contents();

    EventLog log();

    OneTimeCodes codes();

    Outbox outbox();

    AuditTrail audit();

    Avatars avatars();

    Settings settings();

    LogReaders logReaders();

    SearchIndex search();

    ConfigurationEntries configuration();

    Erasures erasures();

    LogRetention retention();

    AdminQueries adminQueries();

    Statistics statistics();
}
