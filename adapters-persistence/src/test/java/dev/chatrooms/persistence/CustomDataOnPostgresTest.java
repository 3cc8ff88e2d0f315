package dev.chatrooms.persistence;

import dev.chatrooms.application.admin.CustomDataContract;
import dev.chatrooms.application.spi.Storage;
import org.junit.jupiter.api.Nested;

class CustomDataOnPostgresTest extends OnPostgres {
    @Nested
    class Signed implements CustomDataContract {
        @Override
        public Storage storage() {
            return CustomDataOnPostgresTest.this.storage();
        }
    }
}
