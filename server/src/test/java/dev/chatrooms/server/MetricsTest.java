package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.database.DataFolders;
import dev.chatrooms.server.database.EmbeddedDatabase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The metrics endpoint of a running server, and its meters in an application's registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String PASSWORD = "a cup of earl grey";

    private static final Pattern COMMENT =
            Pattern.compile("# (HELP [a-zA-Z_:][a-zA-Z0-9_:]* .*|TYPE \\S+ (counter|gauge|summary|histogram|untyped))");
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\.)*\",?)*})? (\\S+)");

    @TempDir
    private static Path folder;

    private EmbeddedDatabase database;
    private ChatServer server;

    @BeforeAll
    void start() {
        database = EmbeddedDatabase.start(DataFolders.used(folder.resolve("database")));
        server = aServer().set("CHATROOMS_METRICS_PORT", "0").start();
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    private ChatServer.Builder aServer() {
        return ChatServer.builder()
                .set("CHATROOMS_DATABASE_URL", database.jdbcUrl())
                .set("CHATROOMS_DATABASE_USER", database.user())
                .set("CHATROOMS_DATABASE_PASSWORD", database.password().reveal())
                .set("CHATROOMS_DATA_DIR", TestKey.in(folder.resolve("data")).toString())
                .set("CHATROOMS_PORT", "0")
                .set("CHATROOMS_LOG_LEVEL", "error")
                .set("CHATROOMS_BCRYPT_COST", "10");
    }

    @Test
    void metricsShouldBeInPrometheusTextFormat() throws Exception {
        HttpResponse<String> page = call("GET", "/metrics");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(page.body().lines().toList())
                .isNotEmpty()
                .allMatch(line ->
                        COMMENT.matcher(line).matches() || SAMPLE.matcher(line).matches());
        assertThat(page.body())
                .contains("# TYPE chatrooms_search_lag_events gauge")
                .contains("jvm_memory_used_bytes{")
                .contains("process_uptime_seconds ");
    }

    @Test
    void searchLagShouldBeZeroOnceMessageIsIndexed() throws Exception {
        Caller alice = register("alice");
        send(alice, createRoom(alice), "Anyone for a cup?");

        eventually("chatrooms_search_lag_events", lag -> lag == 0);
        eventually("chatrooms_store_reachable", state -> state == 1);
    }

    @Test
    void sentMessageShouldBeCounted() throws Exception {
        Caller alice = register("sender");
        RoomId tea = createRoom(alice);
        double messages = value("chatrooms_messages_total");
        double events = value("chatrooms_log_events_total");

        send(alice, tea, "Anyone for a cup?");

        assertThat(value("chatrooms_messages_total")).isEqualTo(messages + 1);
        assertThat(value("chatrooms_log_events_total")).isEqualTo(events + 1);
        assertThat(value("chatrooms_feed_position_events")).isGreaterThanOrEqualTo(events + 1);
        assertThat(value("chatrooms_committer_refused_writes_total")).isZero();
    }

    @Test
    void socketsAndTheirStreamsShouldBeCounted() throws Exception {
        register("listener");
        String token = token("listener");
        assertThat(value("chatrooms_websocket_connections")).isZero();

        CountDownLatch welcome = new CountDownLatch(1);
        WebSocket socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/api/v1/ws"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        welcome.countDown();
                        return WebSocket.Listener.super.onText(webSocket, data, last);
                    }
                })
                .join();
        socket.sendText("{\"op\":\"hello\",\"token\":\"" + token + "\"}", true).join();
        assertThat(welcome.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(value("chatrooms_websocket_connections")).isEqualTo(1);
        eventually("chatrooms_streams", streams -> streams == 1, "state=\"live\"");
        assertThat(value("chatrooms_streams", "state=\"behind\"")).isZero();

        socket.abort();
        eventually("chatrooms_websocket_connections", connections -> connections == 0);
        eventually("chatrooms_streams", streams -> streams == 0);
    }

    @Test
    void metricsShouldNotIdentifyAccountsRoomsOrAddresses() throws Exception {
        Caller mallory = register("mallory");
        String token = token("mallory");
        RoomId room = createRoom(mallory);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1/rooms/" + room.value() + "/messages"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"the teapot is a secret\"}"))
                .build();
        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
        call(server.port(), "GET", "/api/v1/users/mallory/" + room.value());

        String page = call("GET", "/metrics").body();

        assertThat(page)
                .contains("route=\"/api/v1/rooms/{room}/messages\"")
                .contains("status=\"2xx\"")
                .doesNotContain("mallory", room.value().toString(), token, "teapot")
                .doesNotContain(database.password().reveal(), database.jdbcUrl())
                .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-");
        assertThat(value("chatrooms_http_requests_seconds_count", "method=\"POST\"", "messages", "status=\"2xx\""))
                .isEqualTo(1);
        assertThat(value("chatrooms_http_requests_seconds_count", "route=\"other\"", "status=\"4xx\""))
                .isPositive();
    }

    @Test
    void poolMetersShouldReportUse() throws Exception {
        register("pooluser");
        token("pooluser");

        for (String pool : List.of("pool=\"read\"", "pool=\"write\"")) {
            assertThat(value("chatrooms_database_max_connections", pool)).isPositive();
            assertThat(value("chatrooms_database_connections", pool)).isPositive();
            assertThat(value("chatrooms_database_waiting_threads", pool)).isNotNegative();
        }
        assertThat(value("chatrooms_passwords_hashes_total")).isGreaterThanOrEqualTo(2);
        assertThat(value("chatrooms_passwords_queue_tasks")).isZero();
        assertThat(value("chatrooms_workers_queue_tasks")).isNotNegative();
        // NaN while the database is slow.
        eventually("chatrooms_mail_waiting_mails", mails -> mails >= 0);
    }

    @Test
    void everyMeterShouldBeDocumented() throws Exception {
        call(server.port(), "GET", "/health/live");
        Set<String> ours = call("GET", "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE chatrooms_"))
                .map(line -> line.split(" ")[2])
                // The maximum of a timer is a separate metric.
                .filter(name -> !name.endsWith("_seconds_max"))
                .collect(Collectors.toSet());
        String operations = Files.readString(Path.of("../docs/operations.md"));
        String section = operations.substring(operations.indexOf("\n## Metrics"));
        Set<String> documented = Pattern.compile("^\\| (`chatrooms_[^|]*)", Pattern.MULTILINE)
                .matcher(section.substring(0, section.indexOf("Suggested alerts"))
                        .replace("\\|", ","))
                .results()
                .flatMap(row -> Pattern.compile("chatrooms_[a-z_]+")
                        .matcher(row.group(1))
                        .results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(documented).isEqualTo(ours);
    }

    @Test
    void endpointShouldServeOnePathWithTwoMethods() throws Exception {
        HttpResponse<String> head = call("HEAD", "/metrics");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String path : List.of("/", "/metrics/", "/metrics/more", "/api/v1/me", "/health/live")) {
            assertThat(call("GET", path).statusCode()).as(path).isEqualTo(404);
        }
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            HttpResponse<String> refused = call(method, "/metrics");
            assertThat(refused.statusCode()).as(method).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @Test
    void publicPortShouldNotServeMetrics() throws Exception {
        assertThat(call(server.port(), "GET", "/metrics").statusCode()).isEqualTo(404);
        assertThat(server.metricsPort()).isNotEqualTo(OptionalInt.of(server.port()));
    }

    @Test
    void startShouldReportPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            ChatServer.Builder second = aServer().set("CHATROOMS_METRICS_PORT", String.valueOf(port));
            long threads = metricsThreads();

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(second::start)
                    .withMessageMatching("Cannot listen on 127\\.0\\.0\\.1:" + port + " for metrics: .*in use.*\\.");
            // The other endpoint's idle threads may end at any time.
            assertThat(metricsThreads()).isLessThanOrEqualTo(threads);
        }
    }

    @Test
    void startShouldReportUnknownListenHost() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() ->
                        MetricsEndpoint.start(new Configuration.Metrics("no.such.host.invalid", OptionalInt.of(0)), 0))
                .withMessage("Cannot listen on no.such.host.invalid:0 for metrics: the host name cannot be resolved.");
    }

    @Test
    void registryOfApplicationShouldHaveMetersUntilServerCloses() {
        MeterRegistry registry = new SimpleMeterRegistry();
        long threads = metricsThreads();

        try (ChatServer second = aServer().meterRegistry(registry).start()) {
            assertThat(second.metricsPort()).isEmpty();
            assertThat(metricsThreads()).as("no endpoint").isLessThanOrEqualTo(threads);
            Gauge reachable = registry.get("chatrooms.store.reachable").gauge();
            Eventually.await("the store", reachable::value, value -> value == 1);
            // The JVM's meters are the application's business.
            assertThat(registry.getMeters())
                    .allMatch(meter -> meter.getId().getName().startsWith("chatrooms."));
        }

        assertThat(registry.getMeters()).isEmpty();
        assertThat(registry.isClosed()).isFalse();
    }

    @Test
    void startShouldRejectBothRegistryAndPort() {
        ChatServer.Builder both = aServer().set("CHATROOMS_METRICS_PORT", "0").meterRegistry(new SimpleMeterRegistry());

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(both::start)
                .withMessageContaining("CHATROOMS_METRICS_PORT");
    }

    private static long metricsThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chatrooms-metrics"))
                .filter(Thread::isAlive)
                .count();
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        return call(server.metricsPort().orElseThrow(), method, path);
    }

    private static HttpResponse<String> call(int port, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody())
                .timeout(TIMEOUT)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** Returns the sum of all samples with this name whose labels contain all of the given texts. */
    private double value(String name, String... labels) throws Exception {
        double sum = 0;
        boolean found = false;
        for (String line : call("GET", "/metrics").body().lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches() && sample.group(1).equals(name) && hasAll(sample.group(2), labels)) {
                sum += Double.parseDouble(sample.group(3));
                found = true;
            }
        }
        assertThat(found).as(name).isTrue();
        return sum;
    }

    private static boolean hasAll(String labelText, String... labels) {
        return List.of(labels).stream().allMatch(label -> labelText != null && labelText.contains(label));
    }

    private void eventually(String name, DoublePredicate expected, String... labels) {
        Eventually.await(name, () -> value(name, labels), expected::test);
    }

    private Caller register(String username) {
        return Caller.of(server.chat()
                .accounts()
                .register(Registration.of(username, PASSWORD))
                .join()
                .id());
    }

    private String token(String username) {
        return server.chat()
                .authentication()
                .login(new Login(username, PASSWORD, null, null))
                .join()
                .accessToken();
    }

    private RoomId createRoom(Caller owner) {
        return server.chat()
                .rooms()
                .create(owner, new NewRoom(RoomKind.PRIVATE, "Tea", null, List.of()))
                .join()
                .room()
                .id();
    }

    private void send(Caller sender, RoomId room, String text) {
        server.chat().messages().send(sender, new Send(room, text, null)).join();
    }
}
