package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomChange;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Topic;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;

/** Changes of the name, topic and kind of a room, by its moderators and by administrators. */
public final class RoomUpdates {
    private RoomUpdates() {}

    /**
     * Validates the fields.
     *
     * @throws ChatException {@code invalid}
     */
    public static RoomChange check(RoomEdit edit) {
        Fields fields = new Fields();
        RoomName name = fields.optional("name", edit.name(), RoomName::new);
        Topic topic = fields.optional("topic", edit.topic(), Topic::new);
        if (edit.kind() == RoomKind.DIRECT) {
            fields.reject("kind", "not_supported", "must be public or private");
        }
        fields.check();
        return new RoomChange(name, topic, edit.kind());
    }

    /**
     * Stores an update of a locked room and appends its event.
     *
     * @param before the room before the update
     * @return the changed fields, for the audit trail, which has no names or topics of rooms
     * @throws ChatException {@code name_taken}
     */
    public static String store(UnitOfWork uow, Room before, Room.Update update, Instant now) {
        try {
            if (!uow.rooms().update(update.room())) {
                throw new IllegalStateException("a locked room has changed");
            }
        } catch (ConstraintViolation e) {
            throw RoomNames.taken();
        }
        uow.append(update.event(), now);
        return differences(before, update.room());
    }

    private static String differences(Room before, Room after) {
        StringJoiner words = new StringJoiner(", ");
        if (!Objects.equals(before.name(), after.name())) {
            words.add("name");
        }
        if (!before.topic().equals(after.topic())) {
            words.add("topic");
        }
        if (before.kind() != after.kind()) {
            words.add("now " + after.kind().name().toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }
}
