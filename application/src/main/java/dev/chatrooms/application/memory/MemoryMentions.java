package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.Called;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.Numbered;
import dev.chatrooms.application.memory.Tables.Pair;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.room.Membership;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;

/** The indexes beside the messages: by mentioned account and by thread. */
record MemoryMentions(MemoryTransaction tx) {
    /** Indexes the mentions of a message. */
    void put(Message message, Place place) {
        message.mentions().people().forEach(account -> tx.put(tx.tables.calls, key(account, place), place));
        if (message.mentions().room()) {
            tx.put(tx.tables.roomCalls, place, place);
        }
    }

    /** Removes the mentions of a message from the index. */
    void remove(Message message, Place place) {
        message.mentions().people().forEach(account -> tx.put(tx.tables.calls, key(account, place), null));
        if (message.mentions().room()) {
            tx.put(tx.tables.roomCalls, place, null);
        }
    }

    /** Adds a message to its thread, if it is a reply, and counts it there. */
    void count(Message message, Place place) {
        MessageId root = message.threadId();
        if (root != null) {
            tx.put(tx.tables.threads, new Numbered(root.value(), message.seq()), place);
            countThread(root, 1);
        }
    }

    void countThread(MessageId id, int change) {
        Place place = Objects.requireNonNull(
                tx.get(tx.tables.messageIds, Tables.key(id)), "the root of the thread does not exist");
        MessageRow row = Objects.requireNonNull(tx.get(tx.tables.messages, place));
        Message root = row.message();
        tx.put(
                tx.tables.messages,
                place,
                new MessageRow(root.withThreadCount(root.threadCount() + change), row.position()));
    }

    /** Counts the messages after a member's marker that mention the member. */
    long unread(Membership member) {
        Place from = new Place(member.roomId().value(), member.readSeq() + 1);
        Place to = new Place(member.roomId().value(), Long.MAX_VALUE);
        Stream<Place> byName = tx.range(tx.tables.calls, key(member.accountId(), from), key(member.accountId(), to));
        Stream<Place> all = tx.range(tx.tables.roomCalls, from, to)
                .filter(place -> !member.accountId().equals(message(place).senderId()));
        return Stream.concat(byName, all).distinct().count();
    }

    /**
     * Returns the messages that mention a person by name in any room, or mention everyone in a room the person is a
     * member of; each once, in no order.
     */
    Stream<MessageRow> of(AccountId person, Collection<MemberRow> memberships) {
        Stream<Place> byName = tx.range(
                tx.tables.calls,
                key(person, new Place(Pair.LOWEST, 0)),
                key(person, new Place(Pair.HIGHEST, Long.MAX_VALUE)));
        Stream<Place> all = memberships.stream().flatMap(member -> callsOfRoom(person, member));
        return Stream.concat(byName, all).distinct().map(this::row);
    }

    private Stream<Place> callsOfRoom(AccountId person, MemberRow member) {
        RoomId room = member.membership().roomId();
        return tx.range(tx.tables.roomCalls, new Place(room.value(), 0), new Place(room.value(), Long.MAX_VALUE))
                .filter(place -> !person.equals(message(place).senderId()))
                .filter(place -> row(place).position().isAfter(member.since()));
    }

    private Message message(Place place) {
        return row(place).message();
    }

    private MessageRow row(Place place) {
        return Objects.requireNonNull(tx.get(tx.tables.messages, place));
    }

    private static Called key(AccountId account, Place place) {
        return new Called(account.value(), place);
    }
}
