package dev.chatrooms.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import dev.chatrooms.application.Caller;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.database.EmbeddedDatabase;
import dev.chatrooms.domain.room.RoomId;
import dev.chatrooms.domain.room.RoomKind;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a server tells of itself to who may ask, and where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
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
        database = EmbeddedDatabase.start(folder.resolve("database"));
        server = aServer().set("CHATROOMS_METRICS_PORT", "0").start();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
        database.close();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    private ChatServer.Builder aServer() {
        return ChatServer.builder()
                .set("CHATROOMS_DATABASE_URL", database.jdbcUrl())
                .set("CHATROOMS_DATABASE_USER", database.user())
                .set("CHATROOMS_DATABASE_PASSWORD", database.password().reveal())
                .set("CHATROOMS_DATA_DIR", folder.resolve("data").toString())
                .set("CHATROOMS_PORT", "0")
                .set("CHATROOMS_LOG_LEVEL", "error")
                .set("CHATROOMS_BCRYPT_COST", "10");
    }

    @Test
    void pageShouldBeInTheTextFormat() throws Exception {
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
    void searchLagShouldBeNothingOnceAMessageIsIndexed() throws Exception {
        Caller alice = person("alice");
        say(alice, aRoomOf(alice), "Anyone for a cup?");

        eventually("chatrooms_search_lag_events", lag -> lag == 0);
        eventually("chatrooms_store_reachable", state -> state == 1);
    }

    @Test
    void endpointShouldHaveOnePathAndTwoMethods() throws Exception {
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
    void publicPortShouldNotHaveThem() throws Exception {
        assertThat(call(server.port(), "GET", "/metrics").statusCode()).isEqualTo(404);
        assertThat(server.metricsPort()).isNotEqualTo(OptionalInt.of(server.port()));
    }

    @Test
    void startShouldSayWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            ChatServer.Builder second = aServer().set("CHATROOMS_METRICS_PORT", String.valueOf(port));
            long threads = metricsThreads();

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(second::start)
                    .withMessageMatching("Cannot listen on 127\\.0\\.0\\.1:" + port + " for metrics: .*in use.*\\.");
            assertThat(metricsThreads()).isEqualTo(threads);
        }
    }

    @Test
    void startShouldSayThatHostToListenOnIsUnknown() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() ->
                        MetricsEndpoint.start(new Configuration.Metrics("no.such.host.invalid", OptionalInt.of(0)), 0))
                .withMessage("Cannot listen on no.such.host.invalid:0 for metrics: the host cannot be resolved.");
    }

    @Test
    void hostsRegistryShouldHaveTheMetersUntilTheServerCloses() {
        MeterRegistry registry = new SimpleMeterRegistry();
        long threads = metricsThreads();

        try (ChatServer second = aServer().meterRegistry(registry).start()) {
            assertThat(second.metricsPort()).isEmpty();
            assertThat(metricsThreads()).as("nothing listens").isEqualTo(threads);
            assertThat(registry.get("chatrooms.store.reachable").gauge().value())
                    .isEqualTo(1);
            // The host's JVM is the host's.
            assertThat(registry.getMeters())
                    .allMatch(meter -> meter.getId().getName().startsWith("chatrooms."));
        }

        assertThat(registry.getMeters()).isEmpty();
        assertThat(registry.isClosed()).isFalse();
    }

    @Test
    void startShouldRefuseBothARegistryAndAPort() {
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
                .timeout(PATIENCE)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** The sum of all samples of that name whose labels have all of these in them. */
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

    private static boolean hasAll(String all, String... labels) {
        return List.of(labels).stream().allMatch(label -> all != null && all.contains(label));
    }

    private void eventually(String name, DoublePredicate wanted, String... labels) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        double value = value(name, labels);
        while (!wanted.test(value) && System.nanoTime() < end) {
            value = value(name, labels);
        }
        assertThat(value).as(name).matches(wanted::test);
    }

    private Caller person(String username) {
        return Caller.of(server.chat()
                .accounts()
                .register(Registration.of(username, PASSWORD))
                .join()
                .id());
    }

    private RoomId aRoomOf(Caller owner) {
        return server.chat()
                .rooms()
                .create(owner, new NewRoom(RoomKind.PUBLIC, "Tea", null, List.of()))
                .join()
                .room()
                .id();
    }

    private void say(Caller sender, RoomId room, String text) {
        server.chat().messages().send(sender, new Send(room, text, null)).join();
    }
}
