package dev.chatrooms.persistence;

import dev.chatrooms.application.file.AttachmentsContract;
import dev.chatrooms.application.spi.Storage;
import org.junit.jupiter.api.Nested;

class AttachmentsOnPostgresTest extends OnPostgres {
    @Nested
    class Signed extends AttachmentsContract {
        @Override
        public Storage storage() {
            return AttachmentsOnPostgresTest.this.storage();
        }
    }
}
