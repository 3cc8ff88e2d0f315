package dev.chatrooms.persistence.sql;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** A column of values as one array parameter. Statements work on sets, not on single rows. */
public record PgArray(String type, Object values) implements Argument {
    private static final int UUID_LENGTH = 36;

    @Override
    public void apply(int position, PreparedStatement statement, StatementContext context) throws SQLException {
        if (values instanceof @Nullable UUID[] ids) {
            statement.setObject(position, literal(ids));
            return;
        }
        Array array = values instanceof Object[] objects
                ? statement.getConnection().createArrayOf(type, objects)
                : statement
                        .getConnection()
                        .unwrap(org.postgresql.PGConnection.class)
                        .createArrayOf(type, values);
        statement.setArray(position, array);
    }

    /**
     * Builds the array literal of ids, which need no escaping. A commit carries seven ids for each message, and the
     * driver, which escapes each, took five times as long and allocated twice as many objects.
     */
    private static PGobject literal(@Nullable UUID[] ids) throws SQLException {
        StringBuilder text = new StringBuilder(2 + ids.length * (UUID_LENGTH + 1)).append('{');
        for (int i = 0; i < ids.length; i++) {
            text.append(i == 0 ? "" : ",").append(ids[i] == null ? "NULL" : ids[i].toString());
        }
        PGobject array = new PGobject();
        array.setType("_uuid");
        array.setValue(text.append('}').toString());
        return array;
    }

    public static <T> PgArray uuids(Collection<T> from, Function<? super T, @Nullable UUID> value) {
        return new PgArray("uuid", from.stream().map(value).toArray(UUID[]::new));
    }

    public static PgArray accounts(Collection<AccountId> ids) {
        return accounts(ids, id -> id);
    }

    public static <T> PgArray accounts(Collection<T> from, Function<? super T, @Nullable AccountId> id) {
        return ids(from, id, AccountId::value);
    }

    public static PgArray rooms(Collection<RoomId> ids) {
        return rooms(ids, id -> id);
    }

    public static <T> PgArray rooms(Collection<T> from, Function<? super T, @Nullable RoomId> id) {
        return ids(from, id, RoomId::value);
    }

    public static PgArray messages(Collection<MessageId> ids) {
        return messages(ids, id -> id);
    }

    public static <T> PgArray messages(Collection<T> from, Function<? super T, @Nullable MessageId> id) {
        return ids(from, id, MessageId::value);
    }

    private static <T, I> PgArray ids(
            Collection<T> from, Function<? super T, @Nullable I> id, Function<I, UUID> value) {
        return uuids(from, item -> {
            I found = id.apply(item);
            return found == null ? null : value.apply(found);
        });
    }

    public static <T> PgArray texts(Collection<T> from, Function<? super T, @Nullable String> value) {
        return new PgArray("text", from.stream().map(value).toArray(String[]::new));
    }

    /** Binds instants as text in UTC, independent of the session's time zone. */
    public static <T> PgArray instants(Collection<T> from, Function<? super T, @Nullable Instant> value) {
        return new PgArray(
                "timestamptz",
                from.stream()
                        .map(value)
                        .map(instant -> instant == null ? null : instant.toString())
                        .toArray(String[]::new));
    }

    public static <T> PgArray numbers(Collection<T> from, Function<? super T, @Nullable Long> value) {
        return new PgArray("int8", from.stream().map(value).toArray(Long[]::new));
    }

    public static <T> PgArray flags(Collection<T> from, Function<? super T, @Nullable Boolean> value) {
        return new PgArray("bool", from.stream().map(value).toArray(Boolean[]::new));
    }

    public static PgArray numbers(List<Long> numbers) {
        return new PgArray("int8", numbers.stream().mapToLong(Long::longValue).toArray());
    }
}
