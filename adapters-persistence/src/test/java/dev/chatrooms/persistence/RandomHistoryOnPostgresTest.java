package dev.chatrooms.persistence;

import dev.chatrooms.application.event.RandomHistoryContract;
import dev.chatrooms.application.spi.Storage;

class RandomHistoryOnPostgresTest extends OnPostgres implements RandomHistoryContract {
    @Override
    Ports ports() {
        return onOwnPool();
    }

    /** A test runs many histories, each in an empty store. */
    @Override
    public Storage storage() {
        empty();
        return super.storage();
    }
}
