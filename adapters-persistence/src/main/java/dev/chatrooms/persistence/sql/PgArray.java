package dev.chatrooms.persistence.sql;

import dev.chatrooms.domain.id.AccountId;
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

/** A whole column of values as one parameter: statements work on sets, not on rows. */
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
     * By hand: a message comes with seven ids to commit, and the driver, which looks in each for what is to be escaped,
     * took five times as long and made twice as many objects of them.
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
        return uuids(ids, AccountId::value);
    }

    public static PgArray rooms(Collection<RoomId> ids) {
        return uuids(ids, RoomId::value);
    }

    public static <T> PgArray texts(Collection<T> from, Function<? super T, @Nullable String> value) {
        return new PgArray("text", from.stream().map(value).toArray(String[]::new));
    }

    /** As text with a zone, so that no session's time zone has a say in it. */
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
