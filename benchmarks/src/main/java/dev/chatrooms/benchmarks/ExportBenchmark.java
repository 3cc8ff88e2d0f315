package dev.chatrooms.benchmarks;

import dev.chatrooms.persistence.Schema;
import dev.chatrooms.server.Archives;
import dev.chatrooms.server.archive.ProgressListener;
import dev.chatrooms.server.configuration.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Measures an export and an import in JVMs with 256 MB of heap, beside {@code pg_dump} and {@code pg_restore} of the
 * same database. It needs a PostgreSQL server of the version of these programs, and creates three databases on it.
 */
public final class ExportBenchmark {
    private static final String HEAP = "-Xmx256m";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<String> DATABASES = List.of("export_source", "export_target", "export_restored");

    private final String host;
    private final int port;
    private final String user;
    private final Path folder = TempFolders.create();

    private ExportBenchmark(String host, int port, String user) {
        this.host = host;
        this.port = port;
        this.user = user;
    }

    /**
     * Runs the benchmark, or a part of it in a child process. The server is {@code -Ddatabase.host},
     * {@code -Ddatabase.port} and {@code -Ddatabase.user}, which needs no password. The arguments are the numbers of
     * messages, accounts and rooms.
     */
    public static void main(String[] arguments) throws Exception {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "export" -> Archives.export(configuration(), Path.of(arguments[1]), ProgressListener.NONE);
            case "import" -> Archives.load(configuration(), Path.of(arguments[1]), ProgressListener.NONE);
            default ->
                new ExportBenchmark(
                                System.getProperty("database.host", "127.0.0.1"),
                                Integer.getInteger("database.port", 5432),
                                System.getProperty("database.user", "postgres"))
                        .run(number(arguments, 0, 1_000_000), number(arguments, 1, 10_000), number(arguments, 2, 1000));
        }
    }

    private static Configuration configuration() {
        return Configuration.read(Map.of(), System.getenv());
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return index < arguments.length ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private void run(int messages, int accounts, int rooms) throws Exception {
        for (String database : DATABASES) {
            execute("postgres", "drop database if exists " + database, "create database " + database);
        }
        Schema.migrate(source("export_source"));
        fill(messages, accounts, rooms);
        System.out.printf(Locale.ROOT, "%,d messages, %,d accounts, %,d rooms%n", messages, accounts, rooms);
        double exported = seconds(child("export", "export_source"));
        double dumped = seconds(
                program("pg_dump", "-Fd", "-Z0", "-f", folder.resolve("dump").toString(), "export_source"));
        double imported = seconds(child("import", "export_target"));
        double restored = seconds(program(
                "pg_restore", "-d", "export_restored", folder.resolve("dump").toString()));
        System.out.printf(
                Locale.ROOT, "  export %6.1f s, pg_dump    %6.1f s, ratio %.1f%n", exported, dumped, exported / dumped);
        System.out.printf(
                Locale.ROOT,
                "  import %6.1f s, pg_restore %6.1f s, ratio %.1f%n",
                imported,
                restored,
                imported / restored);
    }

    private void fill(int messages, int accounts, int rooms) throws SQLException {
        String insert = """
                insert into account (id, username, display_name, role, email_verified, disabled, password_hash,
                                     created_at, updated_at)
                select cast(lpad(to_hex(n), 32, '0') as uuid), 'user' || n, 'User ' || n, 'user', false, false, 'none',
                       now(), now()
                from generate_series(1, :accounts) n;
                insert into room (id, kind, name, name_folded, name_search, topic, created_by, created_at, updated_at,
                                  version, last_seq, last_position, member_count)
                select cast(lpad(to_hex(n), 32, '0') as uuid), 'public', 'Room ' || n, 'room ' || n, 'room ' || n, '',
                       cast(lpad('1', 32, '0') as uuid), now(), now(), 1, :messages / :rooms, :messages, 20
                from generate_series(1, :rooms) n;
                insert into membership (room_id, account_id, username, role, joined_at, read_seq, muted, favourite)
                select cast(lpad(to_hex(room), 32, '0') as uuid), cast(lpad(to_hex(account), 32, '0') as uuid),
                       'user' || account, case when n = 0 then 0 else 2 end, now(), 0, false, false
                from generate_series(1, :rooms) room
                  cross join generate_series(0, 19) n
                  cross join lateral (select (room * 17 + n) % :accounts + 1 as account) as member;
                insert into message (id, room_id, seq, sender_id, position, created_at, client_id, text)
                select cast(lpad(to_hex(n + 1), 32, '0') as uuid), cast(lpad(to_hex(n % :rooms + 1), 32, '0') as uuid),
                       n / :rooms + 1, cast(lpad(to_hex(n % :accounts + 1), 32, '0') as uuid), n + 1, now(),
                       'client-' || n, 'Message ' || n || ' ' || repeat('words of it ', n % 12)
                from generate_series(0, :messages - 1) n;
                insert into event (position, at, kind, room_id, actor_id, message_id)
                select position, created_at, 'message.posted', room_id, sender_id, id from message;
                update log_head set position = :messages;
                analyze
                """;
        execute(
                "export_source",
                insert.replace(":accounts", "" + accounts)
                        .replace(":rooms", "" + rooms)
                        .replace(":messages", "" + messages));
    }

    private ProcessBuilder child(String command, String database) {
        ProcessBuilder builder = ChildJvm.command(
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                ExportBenchmark.class.getName(),
                command,
                folder.resolve("export").toString());
        builder.environment().put("CHATROOMS_DATABASE_URL", source(database).getUrl());
        builder.environment().put("CHATROOMS_DATABASE_USER", user);
        builder.environment()
                .put("CHATROOMS_DATA_DIR", folder.resolve("data-" + database).toString());
        return builder;
    }

    private ProcessBuilder program(String name, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(name, "-h", host, "-p", "" + port, "-U", user);
        builder.command().addAll(List.of(arguments));
        return builder;
    }

    private static double seconds(ProcessBuilder command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int exit = command.inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(command.command().get(0) + " failed with " + exit);
        }
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    private PGSimpleDataSource source(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://" + host + ":" + port + "/" + database);
        source.setUser(user);
        return source;
    }

    private void execute(String database, String... statements) throws SQLException {
        try (Connection connection = source(database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
