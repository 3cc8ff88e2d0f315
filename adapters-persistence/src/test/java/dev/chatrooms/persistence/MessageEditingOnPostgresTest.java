package dev.chatrooms.persistence;

import dev.chatrooms.application.message.MessageEditingContract;
import dev.chatrooms.application.spi.Storage;
import org.junit.jupiter.api.Nested;

class MessageEditingOnPostgresTest extends OnPostgres {
    @Nested
    class Signed extends MessageEditingContract {
        @Override
        public Storage storage() {
            return MessageEditingOnPostgresTest.this.storage();
        }
    }
}
