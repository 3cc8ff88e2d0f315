package dev.chatrooms.bootstrap.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.bootstrap.command.CommandRuns;
import dev.chatrooms.server.Archives;
import dev.chatrooms.server.ChatServer;
import dev.chatrooms.server.TestKey;
import dev.chatrooms.server.archive.ProgressListener;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.database.DataFolders;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.io.BufferedReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Exports from a running server and imports into another database: the API answers the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportImportTest {
    @TempDir
    private static Path folder;

    private EmbeddedDatabase database;
    private ChatServer source;
    private List<String> people;
    private SortedMap<String, String> before;
    private Path export;
    private final CommandRuns commands = new CommandRuns();

    @BeforeAll
    void start() {
        database = EmbeddedDatabase.start(DataFolders.used(folder.resolve("database")));
        // With a database of its own, beside which the command runs.
        DataFolders.used(folder.resolve("source"));
        source = serve(environment("source"));
        Site site = new Site(source.port());
        people = fill(site);
        awaitIndex(site);
        before = Crawl.of(site, people);
        export = folder.resolve("export");
        assertThat(run(environment("source"), "export", export.toString()))
                .as(commands.err())
                .isZero();
    }

    @AfterAll
    void stop() {
        source.close();
        database.close();
        commands.close();
    }

    private Map<String, String> environment(String name) {
        Map<String, String> environment = new HashMap<>();
        if (!name.equals("source")) {
            environment.put("CHATROOMS_DATABASE_URL", url(name));
            environment.put("CHATROOMS_DATABASE_USER", database.user());
            environment.put("CHATROOMS_DATABASE_PASSWORD", database.password().reveal());
        }
        environment.put("CHATROOMS_DATA_DIR", TestKey.in(folder.resolve(name)).toString());
        environment.put("CHATROOMS_PORT", "0");
        environment.put("CHATROOMS_LOG_LEVEL", "error");
        environment.put("CHATROOMS_BCRYPT_COST", "10");
        environment.put("CHATROOMS_LOGINS_PER_MINUTE", "0");
        environment.put("CHATROOMS_CHANGES_PER_MINUTE", "0");
        return environment;
    }

    /** Returns the URL of another database on the same server. */
    private String url(String name) {
        return database.jdbcUrl().replaceFirst("/postgres(?=$|\\?)", "/" + name);
    }

    private void createDatabase(String name) {
        try (Connection connection = connect(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(
                url, database.user(), database.password().reveal());
    }

    private static ChatServer serve(Map<String, String> environment) {
        ChatServer.Builder builder = ChatServer.builder();
        environment.forEach(builder::set);
        return builder.start();
    }

    private int run(Map<String, String> environment, String... arguments) {
        return commands.run(environment, arguments);
    }

    @Test
    void importedServerShouldAnswerAsTheExportedOne() {
        createDatabase("target");
        assertThat(run(environment("target"), "import", export.toString()))
                .as(commands.err())
                .isZero();

        assertThat(commands.out()).isEqualToIgnoringNewLines("Imported.");
        assertThat(before).hasSizeGreaterThan(200);
        try (ChatServer target = serve(environment("target"))) {
            Site copy = new Site(target.port());
            copy.login("ann");
            awaitIndex(copy);
            SortedMap<String, String> after = Crawl.of(copy, people);
            assertThat(Crawl.difference(after, before)).isEqualTo(Crawl.difference(before, after));
            // The copy goes on where the original was.
            String room = copy.ok("ann", "GET", "/rooms", null)
                    .get("items")
                    .get(0)
                    .get("id")
                    .asText();
            long last =
                    copy.ok("ann", "GET", "/rooms/" + room, null).get("lastSeq").asLong();
            assertThat(copy.ok("ann", "POST", "/rooms/" + room + "/messages", Map.of("text", "next"))
                            .get("seq")
                            .asLong())
                    .isEqualTo(last + 1);
        }
        assertThat(run(environment("target"), "import", export.toString())).isEqualTo(1);
        assertThat(commands.err()).contains("The database is not empty: the table account has rows.");
    }

    @Test
    void killedImportShouldLeaveAnEmptyDatabase() throws Exception {
        createDatabase("killed");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PausedImport.class.getName(),
                export.toString());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("CHATROOMS_"));
        builder.environment().putAll(environment("killed"));
        builder.redirectErrorStream(true);
        Process process = builder.start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.lines().anyMatch(PausedImport.PAUSED::equals)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(count("killed", "account")).isZero();
        assertThat(count("killed", "message")).isZero();
        assertThat(run(environment("killed"), "import", export.toString()))
                .as(commands.err())
                .isZero();
        assertThat(count("killed", "account")).isEqualTo(5);
    }

    @Test
    void logShouldHaveNoHoleWhenEntriesAreRemovedDuringTheExport() throws Exception {
        createDatabase("aged");
        assertThat(run(environment("aged"), "demo")).as(commands.err()).isZero();
        Path target = folder.resolve("aged-export");
        Archives.export(Configuration.read(Map.of(), environment("aged")), target, new ProgressListener() {
            private boolean snapshot;

            @Override
            public void begin(String step, long total) {
                if (step.equals("Accounts and rooms")) {
                    snapshot = true;
                    removeEntries("aged", 10);
                } else if (snapshot) {
                    removeEntries("aged", 50);
                }
            }

            @Override
            public void advance(long count) {}
        });
        createDatabase("copy");
        assertThat(run(environment("copy"), "import", target.toString()))
                .as(commands.err())
                .isZero();

        assertThat(number("aged", "select min(position) from event")).isEqualTo(51);
        assertThat(number("copy", "select min(position) from event")).isEqualTo(11);
        assertThat(count("copy", "event")).isEqualTo(number("copy", "select max(position) - 10 from event"));
        assertThat(number("copy", "select position from log_reader where name = 'retention'"))
                .isEqualTo(10);
    }

    /** Removes the oldest entries of the log, as retention does. */
    private void removeEntries(String name, long upTo) {
        try (Connection connection = connect(url(name));
                Statement statement = connection.createStatement()) {
            statement.execute("insert into log_reader (name, position) values ('retention', " + upTo
                    + ") on conflict (name) do update set position = excluded.position");
            statement.execute("delete from event where position <= " + upTo);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long number(String name, String query) throws SQLException {
        try (Connection connection = connect(url(name));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Counts the rows of a table. The server ends the transaction of a killed process by itself. */
    private long count(String name, String table) throws SQLException {
        return number(name, "select count(*) from " + table);
    }

    @Test
    void contentThatTheStoreHasLostShouldBeReportedAndLeftOut() throws Exception {
        Path stored;
        try (Stream<Path> files = Files.walk(folder.resolve("source").resolve("files"))) {
            stored = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Path hidden = folder.resolve("hidden");
        Files.move(stored, hidden);
        Path incomplete = folder.resolve("incomplete");
        try {
            assertThat(run(environment("source"), "export", incomplete.toString()))
                    .isZero();
            assertThat(commands.err()).contains("Missing in the file store: 1 contents.");
        } finally {
            Files.move(hidden, stored);
        }
        createDatabase("lacking");

        assertThat(run(environment("lacking"), "import", incomplete.toString())).isZero();
        assertThat(commands.err()).contains("Missing in the export: 1 contents of files.");
    }

    /** The export was made with schema 29; later versions import it for ever. */
    @Test
    void exportOfAnEarlierVersionShouldBeImported() throws Exception {
        Path old = Path.of(ExportImportTest.class.getResource("export-29").toURI());
        createDatabase("upgraded");

        assertThat(run(environment("upgraded"), "import", old.toString()))
                .as(commands.err())
                .isZero();

        assertThat(count("upgraded", "account")).isEqualTo(5);
        try (ChatServer upgraded = serve(environment("upgraded"))) {
            Site copy = new Site(upgraded.port());
            copy.login("ann");
            awaitIndex(copy);
            SortedMap<String, String> answers = Crawl.of(copy, people);
            assertThat(answers).hasSameSizeAs(before);
            assertThat(answers.values())
                    .extracting(answer -> answer.substring(0, 3))
                    .containsExactlyInAnyOrderElementsOf(before.values().stream()
                            .map(answer -> answer.substring(0, 3))
                            .toList());
        }
    }

    @Test
    void damagedExportShouldBeRefusedByOneSentence() {
        createDatabase("untouched");

        assertThat(run(
                        environment("untouched"),
                        "import",
                        folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(commands.err())
                .contains("is not an export: it has no manifest.json.")
                .hasLineCount(1);
        assertThat(run(environment("source"), "export", export.toString())).isEqualTo(1);
        assertThat(commands.err())
                .contains("is not empty; an export needs a new folder.")
                .hasLineCount(1);
    }

    /** Waits until all messages are indexed. */
    private static void awaitIndex(Site site) {
        Eventually.await(
                "the index is complete",
                () -> site.ok("ann", "GET", "/messages/search?q=word", null)
                        .get("items")
                        .size(),
                found -> found == 12);
    }

    /** Fills a server with something of each kind, and returns the accounts that can log in. */
    private List<String> fill(Site site) {
        for (String name : List.of("ann", "ben", "cyd", "dan", "eve")) {
            site.register(name);
            site.login(name);
        }
        assertThat(run(environment("source"), "admin", "promote", "ann")).isZero();
        site.login("ann");
        profiles(site);
        String room = site.ok(
                        "ann",
                        "POST",
                        "/rooms",
                        Map.of(
                                "kind",
                                "public",
                                "name",
                                "Tea ☕",
                                "topic",
                                "all of it",
                                "members",
                                List.of("ben", "cyd", "dan")))
                .get("id")
                .asText();
        messages(site, room);
        String closed = site.ok("ben", "POST", "/rooms", Map.of("kind", "private", "name", "Closed"))
                .get("id")
                .asText();
        site.ok("ben", "POST", "/rooms/" + closed + "/messages", Map.of("text", "only for members"));
        String invite = site.ok(
                        "ben", "POST", "/rooms/" + closed + "/invites", Map.of("maxUses", 3, "expiresIn", 86400))
                .get("code")
                .asText();
        site.ok("cyd", "POST", "/invites/" + invite + "/accept", null);
        String direct = site.ok("ann", "POST", "/rooms", Map.of("kind", "direct", "members", List.of("ben")))
                .get("id")
                .asText();
        site.ok("ann", "POST", "/rooms/" + direct + "/messages", Map.of("text", "just you"));
        site.ok("ann", "PUT", "/rooms/" + room + "/bans/dan", Map.of("reason", "noise"));
        site.ok("ann", "PATCH", "/rooms/" + room + "/members/ben", Map.of("role", "moderator"));
        site.ok("cyd", "PATCH", "/rooms/" + room + "/me", Map.of("muted", true, "favourite", true));
        site.ok("cyd", "PUT", "/rooms/" + room + "/read", Map.of("seq", 5, "markUnread", true));
        site.ok("ann", "PUT", "/contacts/cyd", null);
        site.ok("ben", "PUT", "/blocks/dan", null);
        site.ok("ann", "PUT", "/admin/config/site.name", Map.of("value", "Tea house"));
        site.ok("ann", "PATCH", "/admin/users/eve", Map.of("disabled", true));
        String gone = site.ok("dan", "POST", "/rooms", Map.of("kind", "public", "name", "Gone"))
                .get("id")
                .asText();
        site.ok("dan", "DELETE", "/rooms/" + gone, null);
        site.ok("dan", "DELETE", "/me", Map.of("password", Site.PASSWORD));
        return List.of("ann", "ben", "cyd");
    }

    private static void profiles(Site site) {
        site.ok(
                "ben",
                "PATCH",
                "/me",
                Map.of("displayName", "Ben É.", "bio", "a\\b \"c\"\nd 😀", "firstName", "Žofie"));
        site.ok("ben", "PUT", "/me/settings", Map.of("theme", "dark", "number", 1.50));
        site.ok("cyd", "PUT", "/me/email", Map.of("email", "cyd@example.org", "currentPassword", Site.PASSWORD));
        byte[] png = Base64.getDecoder()
                .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
                        + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        assertThat(site.send("cyd", "PUT", "/me/avatar", "image/png", BodyPublishers.ofByteArray(png))
                        .status())
                .isEqualTo(200);
    }

    private static void messages(Site site, String room) {
        String messages = "/rooms/" + room + "/messages";
        String first = id(site.ok("ann", "POST", messages, Map.of("text", "first word", "clientId", "c1")));
        for (int i = 0; i < 10; i++) {
            site.ok("ben", "POST", messages, Map.of("text", "second word " + i + " @ann", "replyTo", first));
        }
        site.ok("cyd", "POST", messages, Map.of("text", "in the thread", "threadId", first));
        site.ok("cyd", "POST", messages, Map.of("text", "@room all of you"));
        String edited = id(site.ok("ann", "POST", messages, Map.of("text", "a draft")));
        site.ok("ann", "PATCH", "/messages/" + edited, Map.of("text", "a draft, rewritten"));
        site.ok("ann", "PATCH", "/messages/" + edited, Map.of("text", "the last word"));
        String deleted = id(site.ok("ben", "POST", messages, Map.of("text", "not a word of it")));
        site.ok("ann", "DELETE", "/messages/" + deleted, null);
        for (String reaction : List.of("%F0%9F%91%8D", "%E2%9D%A4%EF%B8%8F")) {
            site.ok("ben", "PUT", "/messages/" + first + "/reactions/" + reaction, null);
            site.ok("cyd", "PUT", "/messages/" + first + "/reactions/" + reaction, null);
        }
        site.ok("ann", "DELETE", "/messages/" + first + "/reactions/%F0%9F%91%8D", null);
        site.ok("ben", "DELETE", "/messages/" + first + "/reactions/%F0%9F%91%8D", null);
        site.ok("ann", "PUT", "/messages/" + first + "/pin", null);
        String file = site.upload("cyd", "notes.txt", "Earl Grey");
        site.ok("cyd", "POST", messages, Map.of("text", "with a file", "attachments", List.of(file)));
        site.upload("cyd", "draft.txt", "not sent");
        site.ok("dan", "POST", messages, Map.of("text", "of an account that will be deleted"));
    }

    private static String id(JsonNode message) {
        return message.get("id").asText();
    }
}
