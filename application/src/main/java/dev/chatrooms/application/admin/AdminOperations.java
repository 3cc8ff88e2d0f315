package dev.chatrooms.application.admin;

import dev.chatrooms.application.configuration.ConfigurationManagement;

/** The operations of administrators, by what they manage. */
public interface AdminOperations {
    /** Returns the operations on accounts. */
    AccountAdministration accounts();

    /** Returns the operations on rooms. */
    RoomAdministration rooms();

    /** Returns the figures, the audit trail and the resync. */
    Reports reports();

    /** Returns the entries of the configuration. */
    ConfigurationManagement configuration();
}
