package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;

import dev.chatrooms.application.message.MessageFilter;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.function.Consumer;

/** A query, the number of statements that it may take, and the indexes that it must use. */
record PlannedQuery(String name, int statements, Consumer<UnitOfWork> run, String... indexes) {
    static final AccountId ALICE = new AccountId(id("account", 1));
    static final RoomId ROOM = new RoomId(id("room", 7));

    /** Returns a query that changes nothing. */
    static PlannedQuery query(String name, int statements, Consumer<Stores> run, String... indexes) {
        return new PlannedQuery(name, statements, run::accept, indexes);
    }

    /** Returns an id of full-tables.sql, which computes ids in the same way. */
    static UUID id(String kind, int number) {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest((kind + number).getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(md5);
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a filter for a room and a period, or either of them. */
    static MessageFilter filter(RoomId room, boolean withPeriod) {
        return new MessageFilter(room, null, withPeriod ? NOW : null, withPeriod ? NOW : null);
    }

    @Override
    public String toString() {
        return name;
    }
}
