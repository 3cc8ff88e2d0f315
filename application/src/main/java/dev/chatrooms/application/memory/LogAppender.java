package dev.chatrooms.application.memory;

import dev.chatrooms.application.event.EventKind;
import dev.chatrooms.application.memory.MemoryTransaction.Pending;
import dev.chatrooms.application.memory.Tables.EventRow;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.memory.Tables.SentAs;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.account.SessionId;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.RoomId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The end of a transaction: gives its events their positions and writes what only then can be written. */
final class LogAppender {
    private final MemoryTransaction tx;
    /** Where rooms were made, by room and maker. */
    private final Map<Tables.Pair, Position> created = new HashMap<>();

    private LogAppender(MemoryTransaction tx) {
        this.tx = tx;
    }

    /**
     * Appends all that the transaction has.
     *
     * @return how many positions after {@code base} were taken
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
        if (event instanceof DomainEvent.MessagePosted posted) {
            Message message = posted.message();
            Place place = store(message, position);
            return new EventRow(
                    position,
                    EventKind.MESSAGE_POSTED,
                    pending.at(),
                    message.roomId(),
                    message.senderId(),
                    null,
                    place,
                    null,
                    null,
                    null,
                    0);
        }
        if (event instanceof DomainEvent.MemberJoined joined) {
            Tables.Pair key = Tables.key(joined.roomId(), joined.accountId());
            MemberRow member = tx.get(tx.tables.membersByRoom, key);
            if (member != null) {
                Position since = created.getOrDefault(key, position);
                tx.put(tx.tables.membersByRoom, key, new MemberRow(member.membership(), since));
            }
            return new EventRow(
                    position,
                    EventKind.MEMBER_JOINED,
                    pending.at(),
                    joined.roomId(),
                    joined.by(),
                    joined.accountId(),
                    null,
                    null,
                    null,
                    null,
                    joined.memberCount());
        }
        if (event instanceof DomainEvent.MemberLeft left) {
            return new EventRow(
                    position,
                    EventKind.MEMBER_LEFT,
                    pending.at(),
                    left.roomId(),
                    left.by(),
                    left.accountId(),
                    null,
                    left.reason(),
                    null,
                    null,
                    left.memberCount());
        }
        if (event instanceof DomainEvent.RoomCreated room) {
            created.put(Tables.key(room.roomId(), room.by()), position);
            return row(EventKind.ROOM_CREATED, pending, position, room.roomId(), room.by(), null, null);
        }
        if (event instanceof DomainEvent.RoomDeleted deleted) {
            RoomRow room = Objects.requireNonNull(
                    tx.get(tx.tables.rooms, deleted.roomId().value()), "the room was not there");
            tx.put(tx.tables.rooms, deleted.roomId().value(), new RoomRow(room.room(), room.lastMessage(), position));
            return row(EventKind.ROOM_DELETED, pending, position, deleted.roomId(), deleted.by(), null, null);
        }
        if (event instanceof DomainEvent.AccountUpdated updated) {
            AccountId account = updated.accountId();
            if (!updated.leaving().isEmpty()) {
                tx.put(tx.tables.leavings, position.value(), updated.leaving());
            }
            return row(EventKind.ACCOUNT_UPDATED, pending, position, null, account, account, null);
        }
        if (event instanceof DomainEvent.ContactAdded added) {
            return personal(EventKind.CONTACT_ADDED, pending, position, added.owner(), added.contact());
        }
        if (event instanceof DomainEvent.ContactRemoved removed) {
            return personal(EventKind.CONTACT_REMOVED, pending, position, removed.owner(), removed.contact());
        }
        if (event instanceof DomainEvent.BlockAdded added) {
            return personal(EventKind.BLOCK_ADDED, pending, position, added.owner(), added.blocked());
        }
        if (event instanceof DomainEvent.BlockRemoved removed) {
            return personal(EventKind.BLOCK_REMOVED, pending, position, removed.owner(), removed.blocked());
        }
        DomainEvent.SessionRevoked revoked = (DomainEvent.SessionRevoked) event;
        return row(
                EventKind.SESSION_REVOKED,
                pending,
                position,
                null,
                revoked.accountId(),
                revoked.accountId(),
                revoked.sessionId());
    }

    private static EventRow row(
            EventKind kind,
            Pending pending,
            Position position,
            @Nullable RoomId room,
            @Nullable AccountId actor,
            @Nullable AccountId subject,
            @Nullable SessionId session) {
        return new EventRow(position, kind, pending.at(), room, actor, subject, null, null, session, null, 0);
    }

    private static EventRow personal(
            EventKind kind, Pending pending, Position position, AccountId owner, AccountId person) {
        return new EventRow(position, kind, pending.at(), null, owner, owner, null, null, null, person, 0);
    }

    private Place store(Message message, Position position) {
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
                Objects.requireNonNull(tx.get(tx.tables.rooms, message.roomId().value()), "the room was not there");
        if (message.seq() != room.room().lastSeq() + 1) {
            throw new IllegalStateException("message " + message.seq() + " does not follow "
                    + room.room().lastSeq());
        }
        tx.put(tx.tables.messages, place, new MessageRow(message, position));
        tx.put(tx.tables.messageIds, Tables.key(message.id()), place);
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
                    new MemberRow(read(sender.membership(), message.seq()), sender.since()));
        }
        return place;
    }

    private static Membership read(Membership m, long seq) {
        return new Membership(
                m.roomId(),
                m.accountId(),
                m.role(),
                m.joinedAt(),
                Math.max(m.readSeq(), seq),
                m.muted(),
                m.favourite());
    }
}
