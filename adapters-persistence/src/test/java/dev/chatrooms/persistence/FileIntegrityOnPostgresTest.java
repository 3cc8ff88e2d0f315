package dev.chatrooms.persistence;

import dev.chatrooms.application.file.FileIntegrityContract;
import dev.chatrooms.application.spi.Storage;
import org.junit.jupiter.api.Nested;

class FileIntegrityOnPostgresTest extends OnPostgres {
    @Nested
    class Signed extends FileIntegrityContract {
        @Override
        public Storage storage() {
            return FileIntegrityOnPostgresTest.this.storage();
        }
    }
}
