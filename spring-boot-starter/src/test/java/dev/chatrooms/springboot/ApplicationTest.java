package dev.chatrooms.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import io.micrometer.core.instrument.MeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** An application with Spring Security, Actuator and a DataSource, and the starter's defaults. */
class ApplicationTest {
    private static final String ORIGIN = "https://app.example";
    private static final int TIMEOUT_SECONDS = 60;

    private static EmbeddedPostgres postgres;
    private static ServletWebServerApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {
        @Bean
        SecurityFilterChain security(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/**", "/start")
                            .permitAll()
                            .dispatcherTypeMatchers(DispatcherType.FORWARD)
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .httpBasic(Customizer.withDefaults())
                    // The chat checks the origin of requests itself.
                    .csrf(csrf -> csrf.ignoringRequestMatchers("/chat/**"))
                    .build();
        }

        /** Forwards to the chat without a user. */
        @Bean
        ServletRegistrationBean<HttpServlet> start() {
            return new ServletRegistrationBean<>(
                    new HttpServlet() {
                        @Override
                        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                                throws ServletException, IOException {
                            request.getRequestDispatcher("/chat/api/v1/me").forward(request, response);
                        }
                    },
                    "/start");
        }

        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("alice@example.org")
                            .password("{noop}secret")
                            .build(),
                    User.withUsername("bob@example.org")
                            .password("{noop}secret")
                            .build());
        }
    }

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        context = run();
    }

    private static ServletWebServerApplicationContext run() {
        return (ServletWebServerApplicationContext) new SpringApplication(Application.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--management.endpoint.health.show-details=always",
                        "--chatrooms.allowed-origins=" + ORIGIN);
    }

    @AfterAll
    static void stop() throws IOException {
        context.close();
        assertThat(threads()).isEmpty();
        postgres.close();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("chatrooms-"))
                .toList();
    }

    @Test
    void usersOfTheApplicationShouldChatOverHttpSocketAndEventStream() throws Exception {
        String room = created(post("alice", "/rooms", "{\"kind\":\"public\",\"name\":\"Tea\"}"));
        created(post("bob", "/rooms/" + room + "/join", ""));
        Socket alice = connect("alice");
        Socket bob = connect("bob");
        assertThat(alice.next("welcome")).contains("alice@example.org");
        assertThat(bob.next("welcome")).contains("bob@example.org");
        HttpResponse<Stream<String>> stream = client.send(
                request("bob", "/events").header("Accept", "text/event-stream").build(), BodyHandlers.ofLines());

        alice.send("{\"op\":\"send\",\"ref\":\"1\",\"roomId\":\"" + room + "\",\"text\":\"hello from the socket\"}");
        assertThat(alice.next("ack")).contains("\"ref\":\"1\"");
        assertThat(bob.next("event")).contains("hello from the socket");
        try (Stream<String> lines = stream.body()) {
            assertThat(lines.anyMatch(line -> line.contains("hello from the socket")))
                    .isTrue();
        }
        created(post("bob", "/rooms/" + room + "/messages", "{\"text\":\"hello over HTTP\"}"));
        assertThat(alice.next("over HTTP")).contains("hello over HTTP");
    }

    @Test
    void requestsShouldBeRefusedWithoutAUserOrFromAnotherSite() throws Exception {
        HttpRequest anonymous = HttpRequest.newBuilder(uri("http", "/me")).build();
        assertThat(client.send(anonymous, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        HttpRequest forged = HttpRequest.newBuilder(uri("http", "/me"))
                .header(PrincipalFilter.HEADER, "alice%40example.org")
                .build();
        assertThat(client.send(forged, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        HttpRequest crossSite = HttpRequest.newBuilder(uri("http", "/rooms"))
                .header("Authorization", basic("alice"))
                .header("Origin", "https://evil.example")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"kind\":\"public\",\"name\":\"Evil\"}"))
                .build();
        HttpResponse<String> refused = client.send(crossSite, BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("cross_site");
    }

    @Test
    void principalOfTheClientShouldNotSurviveAForward() throws Exception {
        post("alice", "/rooms", "{}");
        HttpRequest forged = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + "/start"))
                .header(PrincipalFilter.HEADER, "alice%40example.org")
                .build();

        HttpResponse<String> refused = client.send(forged, BodyHandlers.ofString());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
        assertThat(refused.body()).contains("unauthenticated");
    }

    @Test
    void chatShouldBePartOfHealthAndMetricsAndLeaveTheApplicationsDatabaseAlone() throws Exception {
        HttpRequest health = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + "/actuator/health"))
                .build();
        assertThat(client.send(health, BodyHandlers.ofString()).body()).contains("\"chat\":{", "\"store\"");
        assertThat(context.getBean(MeterRegistry.class).getMeters())
                .anyMatch(meter -> meter.getId().getName().startsWith("chatrooms"));
        assertThat(context.getBeanNamesForType(Chat.class)).hasSize(1);
        List<String> schemas = context.getBean(JdbcClient.class)
                .sql("select distinct schemaname from pg_tables where schemaname not in ('pg_catalog', "
                        + "'information_schema')")
                .query(String.class)
                .list();
        assertThat(schemas).containsExactly("chatrooms");
    }

    private HttpRequest.Builder request(String user, String path) {
        return HttpRequest.newBuilder(uri("http", path))
                .header("Authorization", basic(user))
                .header("Origin", ORIGIN)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> post(String user, String path, String body) throws Exception {
        return client.send(
                request(user, path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** Returns the id of what was created. */
    private static String created(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body().replaceAll("(?s)^.*?\"id\":\"([^\"]+)\".*$", "$1");
    }

    private static URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + context.getWebServer().getPort() + "/chat/api/v1" + path);
    }

    private static String basic(String user) {
        byte[] credentials = (user + "@example.org:secret").getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    private Socket connect(String user) {
        Socket socket = new Socket();
        socket.webSocket = client.newWebSocketBuilder()
                .header("Authorization", basic(user))
                .header("Origin", ORIGIN)
                .buildAsync(uri("ws", "/ws"), socket)
                .join();
        socket.send("{\"op\":\"hello\"}");
        return socket;
    }

    private static final class Socket implements WebSocket.Listener {
        private final BlockingQueue<String> objects = new LinkedBlockingQueue<>();
        private final StringBuilder message = new StringBuilder();
        private WebSocket webSocket;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                objects.addAll(List.of(message.toString().split("\n")));
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        void send(String object) {
            webSocket.sendText(object, true).join();
        }

        /** Returns the next object that contains a text and skips the others. */
        String next(String text) throws InterruptedException {
            while (true) {
                String object = objects.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                assertThat(object).as("an object with %s", text).isNotNull();
                if (object.contains(text)) {
                    return object;
                }
            }
        }
    }
}
