package dev.chatrooms.persistence.admin;

import dev.chatrooms.application.spi.ConfigurationEntries;
import dev.chatrooms.persistence.sql.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link ConfigurationEntries} in the tables {@code configuration} and {@code configuration_version}. */
public final class JdbcConfigurationEntries implements ConfigurationEntries {
    private final Sql sql;

    public JdbcConfigurationEntries(Sql sql) {
        this.sql = sql;
    }

    /** An entry with the version of all; without a name if no entry is set. */
    private record Row(
            long version, @Nullable String name, @Nullable String value) {}

    @Override
    public State read() {
        List<Row> rows = sql.list(
                """
                select configuration_version.version, configuration.name, configuration.value
                from configuration_version
                  left join configuration on true
                """,
                s -> {},
                (row, context) -> new Row(row.getLong("version"), row.getString("name"), row.getString("value")));
        Map<String, String> values = new HashMap<>();
        for (Row row : rows) {
            if (row.name() != null && row.value() != null) {
                values.put(row.name(), row.value());
            }
        }
        return new State(rows.get(0).version(), values);
    }

    @Override
    public long version() {
        return sql.single(
                "select version from configuration_version", s -> {}, (row, context) -> row.getLong("version"));
    }

    @Override
    public void put(String name, String value) {
        increment();
        sql.updateOne("""
                insert into configuration (name, value)
                values (:name, :value)
                on conflict (name) do update set value = excluded.value
                """, s -> s.bind("name", name).bind("value", value), "the entry was not set");
    }

    @Override
    public void remove(String name) {
        increment();
        sql.update("delete from configuration where name = :name", s -> s.bind("name", name));
    }

    /** Locks the only row, so that changes follow one another. */
    private void increment() {
        sql.updateOne(
                "update configuration_version set version = version + 1", s -> {}, "the version was not incremented");
    }
}
