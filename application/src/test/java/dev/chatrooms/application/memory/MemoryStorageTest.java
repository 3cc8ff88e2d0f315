package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.AccountsContract;
import dev.chatrooms.application.spi.AuditTrailContract;
import dev.chatrooms.application.spi.AvatarsContract;
import dev.chatrooms.application.spi.BlocksContract;
import dev.chatrooms.application.spi.ContactsContract;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.EventBusContract;
import dev.chatrooms.application.spi.EventLogContract;
import dev.chatrooms.application.spi.MessagesContract;
import dev.chatrooms.application.spi.OneTimeCodesContract;
import dev.chatrooms.application.spi.OutboxContract;
import dev.chatrooms.application.spi.PeopleSearchContract;
import dev.chatrooms.application.spi.ReactionsContract;
import dev.chatrooms.application.spi.RoomListsContract;
import dev.chatrooms.application.spi.RoomsContract;
import dev.chatrooms.application.spi.SessionsContract;
import dev.chatrooms.application.spi.SettingsContract;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.TransactionsContract;
import org.junit.jupiter.api.Nested;

/** The store in memory signs every contract that a database signs. */
class MemoryStorageTest {
    @Nested
    class Accounts implements AccountsContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Sessions implements SessionsContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Reactions implements ReactionsContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Avatars implements AvatarsContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Contacts implements ContactsContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Settings implements SettingsContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Blocks implements BlocksContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class PeopleSearch implements PeopleSearchContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Rooms implements RoomsContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class RoomLists implements RoomListsContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Messages implements MessagesContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class EventLog implements EventLogContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class AuditTrail implements AuditTrailContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Transactions implements TransactionsContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Codes implements OneTimeCodesContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Mails implements OutboxContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Bus implements EventBusContract {
        private final EventBus bus = new MemoryEventBus();

        @Override
        public EventBus bus() {
            return bus;
        }

        /** Nodes that share a store in memory share its bus. */
        @Override
        public EventBus otherBus() {
            return bus;
        }
    }
}
