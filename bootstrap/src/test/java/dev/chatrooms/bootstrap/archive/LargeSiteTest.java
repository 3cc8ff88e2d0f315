package dev.chatrooms.bootstrap.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.bootstrap.Main;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.files.disk.DiskFileStore;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.security.BcryptPasswordHasher;
import dev.chatrooms.server.ChatServer;
import dev.chatrooms.server.TestKey;
import dev.chatrooms.server.database.DataFolders;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Exports a large site and imports it, each in a JVM with a heap of 256 MiB, and compares the answers of the API before
 * and after. The number of messages is the system property {@code chatrooms.messages}; there are a hundredth as many
 * accounts and a thousandth as many rooms.
 */
@Tag("thorough")
class LargeSiteTest {
    private static final int MESSAGES = Integer.getInteger("chatrooms.messages", 100_000);
    private static final int PER_ACCOUNT = 100;
    private static final int PER_ROOM = 1000;
    private static final int CONTENTS = 100;
    /** The accounts that are moderators in all rooms, and one of each direct room. */
    private static final int VIEWERS = 8;

    @TempDir
    private Path folder;

    private EmbeddedDatabase database;

    @Test
    void importedSiteShouldAnswerAsTheExportedOne() throws Exception {
        Path export = folder.resolve("export");
        try (EmbeddedDatabase started = EmbeddedDatabase.start(DataFolders.used(folder.resolve("database")))) {
            database = started;
            timed("seed", () -> {
                create("source");
                Schema.migrate(dataSource("source"));
                fill();
                return null;
            });
            SortedMap<String, String> before;
            try (ChatServer source = serve("source")) {
                timed("index", () -> awaitReaders("source"));
                before = timed("crawl", () -> crawl(source));
                timed("export", () -> command("source", "export", export.toString()));
            }
            create("target");
            timed("import", () -> command("target", "import", export.toString()));
            SortedMap<String, String> after;
            try (ChatServer target = serve("target")) {
                timed("index", () -> awaitReaders("target"));
                after = timed("crawl", () -> crawl(target));
            }

            assertThat(before).hasSizeGreaterThan(MESSAGES / 10);
            assertThat(Crawl.difference(after, before)).isEqualTo(Crawl.difference(before, after));
        }
    }

    private interface Stage<T> {
        T run() throws Exception;
    }

    private static <T> T timed(String name, Stage<T> stage) throws Exception {
        long start = System.nanoTime();
        T result = stage.run();
        System.out.printf(
                "%s: %d s%n", name, Duration.ofNanos(System.nanoTime() - start).toSeconds());
        return result;
    }

    private void create(String name) throws SQLException {
        try (Connection connection = dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
    }

    private PGSimpleDataSource dataSource(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url(name));
        source.setUser(database.user());
        source.setPassword(database.password().reveal());
        return source;
    }

    private String url(String name) {
        return database.jdbcUrl().replaceFirst("/postgres(?=$|\\?)", "/" + name);
    }

    private void fill() throws Exception {
        String hash;
        try (BcryptPasswordHasher hasher = new BcryptPasswordHasher(10)) {
            hash = hasher.hash(new Password(Site.PASSWORD)).join().value();
        }
        String script;
        try (InputStream in = getClass().getResourceAsStream("large-site.sql")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (Connection connection = dataSource("source").getConnection();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(script.replace(":accounts", "" + MESSAGES / PER_ACCOUNT)
                    .replace(":rooms", "" + MESSAGES / PER_ROOM)
                    .replace(":messages", "" + MESSAGES)
                    .replace(":hash", hash));
        }
        DiskFileStore files = DiskFileStore.open(folder.resolve("source").resolve("files"));
        for (int i = 0; i < CONTENTS; i++) {
            try (FileStore.Upload upload = files.begin()) {
                upload.write(ByteBuffer.wrap(("Content " + i).getBytes(StandardCharsets.UTF_8)));
                upload.store(new ContentKey(upload.finish().hash(), ""));
            }
        }
    }

    private Map<String, String> environment(String name) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CHATROOMS_DATABASE_URL", url(name),
                "CHATROOMS_DATABASE_USER", database.user(),
                "CHATROOMS_DATABASE_PASSWORD", database.password().reveal(),
                "CHATROOMS_DATA_DIR", TestKey.in(folder.resolve(name)).toString(),
                "CHATROOMS_PORT", "0",
                "CHATROOMS_LOG_LEVEL", "error",
                "CHATROOMS_BCRYPT_COST", "10"));
        List.of("SENDS_PER_SECOND", "CHANGES_PER_MINUTE", "REQUESTS_IN_FLIGHT", "LOGINS_PER_MINUTE")
                .forEach(limit -> environment.put("CHATROOMS_" + limit, "0"));
        return environment;
    }

    private ChatServer serve(String name) {
        ChatServer.Builder builder = ChatServer.builder();
        environment(name).forEach(builder::set);
        return builder.start();
    }

    /** Waits until the search index and the figures contain everything, as long as their readers go on. */
    private Void awaitReaders(String name) {
        for (long left = unread(name); left > 0; left = unread(name)) {
            long before = left;
            Eventually.await("the readers of the log go on", () -> unread(name) < before);
        }
        return null;
    }

    private long unread(String name) {
        return number(name, """
                select 2 * position
                       - (select coalesce(sum(position), 0)
                          from log_reader
                          where name in ('message_search', 'statistics'))
                       + (select count(*) from message_search_deferred)
                from log_head
                """);
    }

    private long number(String name, String query) {
        try (Connection connection = dataSource(name).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the hashes of all answers. */
    private static SortedMap<String, String> crawl(ChatServer server) throws Exception {
        SortedMap<String, String> answers = new ConcurrentSkipListMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(VIEWERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            IntStream.range(0, VIEWERS)
                    .forEach(viewer -> running.add(threads.submit(() -> Crawl.run(
                            new Site(server.port()),
                            "user" + (viewer + 1),
                            new SharedSite(viewer, VIEWERS),
                            (path, answer) -> answers.put(path, hash(answer))))));
            for (Future<?> crawl : running) {
                crawl.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return new TreeMap<>(answers);
    }

    /** Returns the status and the hash of an answer. */
    private static String hash(String answer) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(answer.getBytes(StandardCharsets.UTF_8));
            return answer.substring(0, 3) + " " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command in a JVM of its own with a small heap. */
    private Void command(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("CHATROOMS_"));
        builder.environment().putAll(environment(name));
        Process process = builder.start();
        try {
            assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
        System.out.print(Files.readString(output));
        return null;
    }
}
