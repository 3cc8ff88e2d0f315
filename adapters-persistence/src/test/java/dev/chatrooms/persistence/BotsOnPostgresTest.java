package dev.chatrooms.persistence;

import dev.chatrooms.application.message.BotsContract;
import dev.chatrooms.application.spi.Storage;
import org.junit.jupiter.api.Nested;

class BotsOnPostgresTest extends OnPostgres {
    @Nested
    class Signed implements BotsContract {
        @Override
        public Storage storage() {
            return BotsOnPostgresTest.this.storage();
        }
    }
}
