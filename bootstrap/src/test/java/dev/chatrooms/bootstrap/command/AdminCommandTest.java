package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.server.ChatServer;
import dev.chatrooms.server.TestKey;
import dev.chatrooms.server.database.DataFolders;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs commands while a server is running. Each command is a node of its own on the server's database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminCommandTest {
    private static final String PASSWORD = "a cup of earl grey";
    private static final int WAIT_SECONDS = 60;

    @TempDir
    private static Path folder;

    private EmbeddedDatabase database;
    private Map<String, String> environment;
    private ChatServer server;

    private final CommandRuns commands = new CommandRuns();

    @BeforeAll
    void start() {
        database = EmbeddedDatabase.start(DataFolders.used(folder.resolve("database")));
        environment = Map.of(
                "CHATROOMS_DATABASE_URL", database.jdbcUrl(),
                "CHATROOMS_DATABASE_USER", database.user(),
                "CHATROOMS_DATABASE_PASSWORD", database.password().reveal(),
                "CHATROOMS_DATA_DIR", TestKey.in(folder.resolve("data")).toString(),
                "CHATROOMS_PORT", "0",
                "CHATROOMS_LOG_LEVEL", "error",
                "CHATROOMS_BCRYPT_COST", "10");
        ChatServer.Builder builder = ChatServer.builder();
        environment.forEach(builder::set);
        server = builder.start();
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
        commands.close();
    }

    private int run(String input, String... arguments) {
        return commands.runWithInput(environment, input, arguments);
    }

    private Chat chat() {
        return server.chat();
    }

    private void register(String username) {
        chat().accounts().register(Registration.of(username, PASSWORD)).join();
    }

    private String login(String username, String password) {
        return chat().authentication()
                .login(new Login(username, password, null, null))
                .join()
                .accessToken();
    }

    private RefusalCode refusalOfLogin(String username, String password) {
        try {
            login(username, password);
            return null;
        } catch (CompletionException e) {
            return ((ChatException) e.getCause()).code();
        }
    }

    private AuditAction latestAuditAction() {
        AuditRecord latest =
                chat().administration().audit(new PageRequest(1, null)).items().get(0);
        assertThat(latest.entry().actor()).isNull();
        return latest.entry().action();
    }

    @Test
    void createShouldReadPasswordFromStandardInput() {
        assertThat(run(PASSWORD + "\n", "admin", "create", "root"))
                .as(commands.err())
                .isZero();

        assertThat(commands.out()).isEqualTo("root is an administrator.");
        assertThat(login("root", PASSWORD)).isNotEmpty();
        assertThat(latestAuditAction()).isEqualTo(AuditAction.ACCOUNT_CREATED);
    }

    @Test
    void disableShouldCloseSocketsOfRunningServer() throws Exception {
        register("alice");
        SocketListener alice = connect(login("alice", PASSWORD));
        SocketListener other = connect(login("alice", PASSWORD));

        assertThat(run("", "admin", "disable", "alice")).as(commands.err()).isZero();

        assertThat(commands.out()).isEqualTo("alice is disabled.");
        assertThat(alice.closeCode()).isEqualTo(4403);
        assertThat(other.closeCode()).isEqualTo(4403);
        assertThat(refusalOfLogin("alice", PASSWORD)).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        assertThat(latestAuditAction()).isEqualTo(AuditAction.ACCOUNT_DISABLED);
        assertThat(run("", "users", "list")).isZero();
        assertThat(commands.out().lines())
                .anyMatch(line -> line.replaceAll(" +", " ").contains(" alice user disabled "));
    }

    @Test
    void enableShouldAllowLoginAgain() {
        register("bob");
        assertThat(run("", "admin", "disable", "bob")).isZero();

        assertThat(run("", "admin", "enable", "bob")).as(commands.err()).isZero();

        assertThat(commands.out()).isEqualTo("bob is enabled.");
        assertThat(latestAuditAction()).isEqualTo(AuditAction.ACCOUNT_ENABLED);
        assertThat(login("bob", PASSWORD)).isNotEmpty();
    }

    @Test
    void resetPasswordShouldEndSessionsAndReadPasswordFromFile() throws Exception {
        register("carol");
        SocketListener carol = connect(login("carol", PASSWORD));
        Path file = Files.writeString(folder.resolve("password"), "lapsang souchong\n");

        assertThat(run("", "admin", "reset-password", "carol", "--password-file", file.toString()))
                .as(commands.err())
                .isZero();

        assertThat(commands.out()).isEqualTo("carol has a new password.");
        assertThat(carol.closeCode()).isEqualTo(4403);
        assertThat(latestAuditAction()).isEqualTo(AuditAction.PASSWORD_RESET);
        assertThat(refusalOfLogin("carol", PASSWORD)).isEqualTo(RefusalCode.BAD_CREDENTIALS);
        assertThat(login("carol", "lapsang souchong")).isNotEmpty();
    }

    @Test
    void resetPasswordShouldFailWhenPasswordIsInvalid() {
        register("dave");

        assertThat(run("short\n", "admin", "reset-password", "dave")).isEqualTo(1);

        assertThat(commands.err().lines())
                .singleElement()
                .asString()
                .startsWith("password ")
                .endsWith(".");
        assertThat(login("dave", PASSWORD)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"promote", "demote", "disable", "enable", "reset-password"})
    void commandShouldFailWithOneSentenceWhenAccountDoesNotExist(String command) {
        assertThat(run(PASSWORD + "\n", "admin", command, "nobody")).isEqualTo(1);

        assertThat(commands.err()).isEqualTo("There is no such user.");
        assertThat(commands.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"promote", "demote", "disable", "enable", "reset-password"})
    void commandShouldReportWrongUsageWhenUsernameIsMissing(String command) {
        assertThat(run("", "admin", command)).isEqualTo(2);

        assertThat(commands.err().lines()).hasSize(1);
    }

    @Test
    void commandShouldUseEmbeddedDatabaseOfRunningProcess() {
        Map<String, String> embedded = new HashMap<>(environment);
        embedded.keySet().removeIf(name -> name.startsWith("CHATROOMS_DATABASE_"));
        embedded.put("CHATROOMS_DATA_DIR", folder.resolve("database").toString());
        register("erin");

        assertThat(commands.run(embedded, "admin", "disable", "erin"))
                .as(commands.err())
                .isZero();

        assertThat(refusalOfLogin("erin", PASSWORD)).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        assertThat(commands.run(embedded, "migrate", "info")).as(commands.err()).isZero();
    }

    @Test
    void usersListShouldPrintAccountsAsJson() throws Exception {
        register("frank");

        assertThat(run("", "users", "list", "--search", "frank", "--format", "json"))
                .as(commands.err())
                .isZero();

        JsonNode line = new ObjectMapper().readTree(commands.out());
        assertThat(line.path("username").textValue()).isEqualTo("frank");
        assertThat(line.path("disabled").booleanValue()).isFalse();
        assertThat(line.path("messages").longValue()).isZero();
    }

    @Test
    void demoteShouldTakeRoleFromAdministrator() {
        register("grace");
        register("heidi");
        assertThat(run("", "admin", "promote", "grace")).isZero();
        assertThat(run("", "admin", "promote", "heidi")).isZero();

        assertThat(run("", "admin", "demote", "grace")).as(commands.err()).isZero();

        assertThat(commands.out()).isEqualTo("grace is no administrator.");
        assertThat(latestAuditAction()).isEqualTo(AuditAction.ROLE_CHANGED);
    }

    private SocketListener connect(String token) throws Exception {
        SocketListener listener = new SocketListener();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/api/v1/ws"), listener)
                .get(WAIT_SECONDS, TimeUnit.SECONDS);
        socket.sendText("{\"op\":\"hello\",\"token\":\"" + token + "\"}", true).join();
        listener.welcomed.get(WAIT_SECONDS, TimeUnit.SECONDS);
        return listener;
    }

    /** Records the welcome and the close code of a socket. */
    private static final class SocketListener implements WebSocket.Listener {
        private final CompletableFuture<Void> welcomed = new CompletableFuture<>();
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();

        int closeCode() throws Exception {
            return closeCode.get(WAIT_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            welcomed.complete(null);
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            closeCode.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            welcomed.completeExceptionally(error);
            closeCode.completeExceptionally(error);
        }
    }
}
