package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.MemoryTransaction.Pending;
import dev.chatrooms.application.memory.Tables.EventRow;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.memory.Tables.SentAs;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.room.RoomEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The end of a transaction: assigns positions to its events and writes the rows that depend on them. */
final class LogAppender {
    private final MemoryTransaction tx;
    /** The positions of room creations, by room and creator. */
    private final Map<Tables.Pair, Position> created = new HashMap<>();

    private LogAppender(MemoryTransaction tx) {
        this.tx = tx;
    }

    /**
     * Appends all events of the transaction.
     *
     * @return the number of positions taken after {@code base}
     */
    static int append(MemoryTransaction tx, Position base) {
        LogAppender appender = new LogAppender(tx);
        Position position = base;
        for (Pending pending : tx.appended()) {
            position = position.plus(1);
            EventRow row = appender.write(pending, position);
            tx.put(tx.tables.events, position.value(), row);
        }
        return tx.appended().size();
    }

    private EventRow write(Pending pending, Position position) {
        DomainEvent event = pending.event();
        Place message = switch (event.kind()) {
            case MESSAGE_POSTED -> store(((MessageEvent.Posted) event).message(), position, pending.at());
            case MESSAGE_EDITED, MESSAGE_DELETED, MESSAGE_PINNED, MESSAGE_UNPINNED, REACTION_ADDED, REACTION_REMOVED ->
                tx.get(tx.tables.messageIds, Tables.key(((MessageEvent) event).messageId()));
            case ROOM_CREATED -> {
                RoomEvent.Created room = (RoomEvent.Created) event;
                created.put(Tables.key(room.roomId(), room.actorId()), position);
                yield null;
            }
            case ROOM_DELETED -> {
                delete(((RoomEvent.Deleted) event).roomId(), position);
                yield null;
            }
            case MEMBER_JOINED -> {
                join((RoomEvent.MemberJoined) event, position);
                yield null;
            }
            case ROOM_UPDATED,
                    MEMBER_LEFT,
                    MEMBER_UPDATED,
                    ME_UPDATED,
                    ACCOUNT_UPDATED,
                    CONTACT_ADDED,
                    CONTACT_REMOVED,
                    BLOCK_ADDED,
                    BLOCK_REMOVED,
                    SESSION_REVOKED -> null;
        };
        return EventRow.of(position, pending.at(), event, message);
    }

    private void join(RoomEvent.MemberJoined joined, Position position) {
        Tables.Pair key = Tables.key(joined.roomId(), joined.subjectId());
        MemberRow member = tx.get(tx.tables.membersByRoom, key);
        if (member != null) {
            Position since = created.getOrDefault(key, position);
            tx.put(tx.tables.membersByRoom, key, new MemberRow(member.membership(), since, member.readAt()));
        }
    }

    private void delete(RoomId id, Position position) {
        RoomRow room = Objects.requireNonNull(tx.get(tx.tables.rooms, id.value()), "the room does not exist");
        tx.put(tx.tables.rooms, id.value(), new RoomRow(room.room(), room.lastMessage(), position));
    }

    private Place store(Message message, Position position, Instant at) {
        Place place = new Place(message.roomId().value(), message.seq());
        ClientId clientId = message.clientId();
        if (clientId != null) {
            SentAs sentAs = new SentAs(message.senderId().value(), clientId.value());
            if (tx.get(tx.tables.clientIds, sentAs) != null) {
                throw new ConstraintViolation(Constraint.CLIENT_ID, null);
            }
            tx.put(tx.tables.clientIds, sentAs, place);
        }
        RoomRow room =
                Objects.requireNonNull(tx.get(tx.tables.rooms, message.roomId().value()), "the room does not exist");
        if (message.seq() != room.room().lastSeq() + 1) {
            throw new IllegalStateException("message " + message.seq() + " does not follow "
                    + room.room().lastSeq());
        }
        tx.put(tx.tables.messages, place, new MessageRow(message, position));
        tx.put(tx.tables.messageIds, Tables.key(message.id()), place);
        new MemoryFiles(tx).attach(message, place);
        MemoryMentions calls = new MemoryMentions(tx);
        calls.put(message, place);
        calls.count(message, place);
        tx.put(
                tx.tables.rooms,
                message.roomId().value(),
                new RoomRow(room.room().withLastSeq(message.seq()), position, null));
        Tables.Pair key = Tables.key(message.roomId(), message.senderId());
        MemberRow sender = tx.get(tx.tables.membersByRoom, key);
        if (sender != null) {
            tx.put(
                    tx.tables.membersByRoom,
                    key,
                    new MemberRow(sender.membership().readTo(message.seq()), sender.since(), at));
        }
        return place;
    }
}
