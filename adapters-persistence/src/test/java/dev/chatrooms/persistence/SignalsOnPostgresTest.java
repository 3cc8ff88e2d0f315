package dev.chatrooms.persistence;

import dev.chatrooms.application.event.SignalsContract;
import dev.chatrooms.application.spi.Storage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Two nodes, each with connections and a bus of its own. */
class SignalsOnPostgresTest extends OnPostgres implements SignalsContract {
    private @Nullable Ports other;

    @Override
    public Storage sameStorage() {
        Ports same = ports();
        other = same;
        return same.ports().storage();
    }

    @AfterEach
    void closeTheOther() {
        if (other != null) {
            other.close();
            other = null;
        }
    }
}
