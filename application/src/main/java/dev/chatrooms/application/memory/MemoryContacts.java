package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.Contacts;

final class MemoryContacts extends MemoryPersonList implements Contacts {
    MemoryContacts(MemoryTransaction tx) {
        super(tx, tx.tables.contacts);
    }
}
