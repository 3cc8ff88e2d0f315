package dev.chatrooms.application.memory;

import static dev.chatrooms.application.spi.StoreFixture.NOW;

import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.spi.AccountsContract;
import dev.chatrooms.application.spi.AdminQueriesContract;
import dev.chatrooms.application.spi.AuditTrailContract;
import dev.chatrooms.application.spi.AvatarsContract;
import dev.chatrooms.application.spi.BansContract;
import dev.chatrooms.application.spi.BlocksContract;
import dev.chatrooms.application.spi.ConfigurationEntriesContract;
import dev.chatrooms.application.spi.ContactsContract;
import dev.chatrooms.application.spi.DirectRoomsContract;
import dev.chatrooms.application.spi.ErasuresContract;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.EventBusContract;
import dev.chatrooms.application.spi.EventLogContract;
import dev.chatrooms.application.spi.FilesContract;
import dev.chatrooms.application.spi.InvitesContract;
import dev.chatrooms.application.spi.LogReadersContract;
import dev.chatrooms.application.spi.LogVerificationContract;
import dev.chatrooms.application.spi.MarkersContract;
import dev.chatrooms.application.spi.MessagesContract;
import dev.chatrooms.application.spi.OneTimeCodesContract;
import dev.chatrooms.application.spi.OutboxContract;
import dev.chatrooms.application.spi.PeopleSearchContract;
import dev.chatrooms.application.spi.ReactionsContract;
import dev.chatrooms.application.spi.RoomQueriesContract;
import dev.chatrooms.application.spi.RoomsContract;
import dev.chatrooms.application.spi.SearchIndexContract;
import dev.chatrooms.application.spi.SessionsContract;
import dev.chatrooms.application.spi.SettingsContract;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.TransactionsContract;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.message.MessageText;
import java.time.Instant;
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
    class Erasures implements ErasuresContract {
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
    class Files implements FilesContract {
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
    class Bans implements BansContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Invites implements InvitesContract {
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
    class RoomQueries implements RoomQueriesContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class DirectRooms implements DirectRoomsContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class Markers implements MarkersContract {
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
    class LogReaders implements LogReadersContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class LogVerification implements LogVerificationContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class ConfigurationEntries implements ConfigurationEntriesContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }
    }

    @Nested
    class AdminQueries implements AdminQueriesContract {
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

    @Nested
    class Search implements SearchIndexContract {
        private final Storage storage = MemoryStorage.create();

        @Override
        public Storage storage() {
            return storage;
        }

        @Override
        public void edit(Message message, String text) {
            change(
                    message,
                    new MessageText(text),
                    null,
                    new MessageEvent.Edited(message.roomId(), message.id(), message.senderId()));
        }

        @Override
        public void delete(Message message) {
            change(message, null, NOW, new MessageEvent.Deleted(message.roomId(), message.id(), message.senderId()));
        }

        private void change(Message message, MessageText text, Instant deletedAt, DomainEvent event) {
            storage.transactions().write(uow -> {
                MemoryTransaction tx = (MemoryTransaction) uow;
                Place place = new Place(message.roomId().value(), message.seq());
                Message changed = new Message(
                        message.id(),
                        message.roomId(),
                        message.seq(),
                        message.senderId(),
                        text,
                        message.createdAt(),
                        NOW,
                        deletedAt,
                        message.clientId());
                tx.put(
                        tx.tables.messages,
                        place,
                        new MessageRow(
                                changed, tx.get(tx.tables.messages, place).position()));
                return uow.append(event, NOW);
            });
        }
    }
}
