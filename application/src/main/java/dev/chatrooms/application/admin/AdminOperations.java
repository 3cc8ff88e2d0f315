package dev.chatrooms.application.admin;

import dev.chatrooms.application.configuration.ConfigurationManagement;

/** The operations of administrators, by what they manage. */
public interface AdminOperations {
    AccountAdministration accounts();

    RoomAdministration rooms();

    Reports reports();

    ConfigurationManagement configuration();
}
