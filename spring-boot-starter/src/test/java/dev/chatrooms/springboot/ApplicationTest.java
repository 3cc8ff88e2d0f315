package dev.chatrooms.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.domain.account.Account;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** An application with Spring Security, Actuator and a DataSource, and the starter's defaults, on each server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApplicationTest {
    private static final String LOGOUT = "X-Logout";
    private static final String ORIGIN = "https://app.example";
    private final String server;
    private final String excluded;
    private final HttpClient client = HttpClient.newHttpClient();
    private ServletWebServerApplicationContext context;
    private ApiClient chat;
    private Path folder;

    /**
     * @param server the name of the server, which its class names begin with
     * @param excluded the auto-configuration of the other server
     */
    ApplicationTest(String server, String excluded) {
        this.server = server;
        this.excluded = excluded;
    }

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
                            .build(),
                    User.withUsername("erin@example.org")
                            .password("{noop}secret")
                            .build());
        }

        /** Logs the user of a request out, after Spring Security has found the user. */
        @Bean
        FilterRegistrationBean<Filter> logout(Chat chat) {
            FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, next) -> {
                HttpServletRequest http = (HttpServletRequest) request;
                if (http.getHeader(LOGOUT) != null) {
                    Account account = chat.administration()
                            .findByExternalId(http.getUserPrincipal().getName())
                            .orElseThrow();
                    chat.sessions().end(account.id()).join();
                }
                next.doFilter(request, response);
            });
            filter.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
            filter.setAsyncSupported(true);
            return filter;
        }
    }

    @BeforeAll
    void start(@TempDir Path files) {
        folder = files;
        context = ApiClient.run(
                Application.class,
                server,
                Map.of(
                        "management.endpoint.health.show-details",
                        "always",
                        "chatrooms.allowed-origins",
                        ORIGIN,
                        "chatrooms.files-folder",
                        files.toString(),
                        "spring.autoconfigure.exclude",
                        excluded));
        chat = new ApiClient(context, ORIGIN);
    }

    @AfterAll
    void stop() {
        context.close();
        assertThat(threads()).isEmpty();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("chatrooms-"))
                .toList();
    }

    @Test
    void applicationShouldRunOnTheServerOfTheTest() {
        assertThat(context.getWebServer().getClass().getSimpleName()).startsWith(server);
    }

    @Test
    void usersOfTheApplicationShouldChatOverHttpSocketAndEventStream() throws Exception {
        String room = ApiClient.created(post("alice", "/rooms", "{\"kind\":\"public\",\"name\":\"Tea\"}"));
        ApiClient.created(post("bob", "/rooms/" + room + "/join", ""));
        ApiClient.Socket alice = chat.connect(basic("alice"));
        ApiClient.Socket bob = chat.connect(basic("bob"));
        assertThat(alice.hello(null)).contains("alice@example.org");
        assertThat(bob.hello(null)).contains("bob@example.org");
        HttpResponse<Stream<String>> stream = client.send(
                chat.request(basic("bob"), "/events")
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofLines());

        alice.send("{\"op\":\"send\",\"ref\":\"1\",\"roomId\":\"" + room + "\",\"text\":\"hello from the socket\"}");
        assertThat(alice.next("ack")).contains("\"ref\":\"1\"");
        assertThat(bob.next("event")).contains("hello from the socket");
        try (Stream<String> lines = stream.body()) {
            assertThat(lines.anyMatch(line -> line.contains("hello from the socket")))
                    .isTrue();
        }
        ApiClient.created(post("bob", "/rooms/" + room + "/messages", "{\"text\":\"hello over HTTP\"}"));
        assertThat(alice.next("over HTTP")).contains("hello over HTTP");
    }

    @Test
    void requestsShouldBeRefusedWithoutAUserOrFromAnotherSite() throws Exception {
        HttpRequest anonymous = HttpRequest.newBuilder(chat.uri("http", "/me")).build();
        assertThat(client.send(anonymous, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        HttpRequest forged = HttpRequest.newBuilder(chat.uri("http", "/me"))
                .header(PrincipalFilter.HEADER, "alice%40example.org")
                .build();
        assertThat(client.send(forged, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        HttpRequest crossSite = HttpRequest.newBuilder(chat.uri("http", "/rooms"))
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
    void requestsAndStreamsShouldBeRefusedWhenTheUserLogsOutMeanwhile() throws Exception {
        assertThat(chat.get(basic("erin"), "/me").statusCode()).isEqualTo(200);
        for (String accepted : List.of("application/json", "text/event-stream")) {
            HttpRequest request = chat.request(basic("erin"), "/events")
                    .header("Accept", accepted)
                    .header(LOGOUT, "now")
                    .build();
            HttpResponse<InputStream> refused = client.send(request, BodyHandlers.ofInputStream());
            refused.body().close();
            assertThat(refused.statusCode()).as(accepted).isEqualTo(401);
        }
    }

    @Test
    void socketShouldBeRefusedWhenTheUserLogsOutMeanwhile() throws Exception {
        assertThat(chat.get(basic("erin"), "/me").statusCode()).isEqualTo(200);
        ApiClient.Socket socket = chat.connect(basic("erin"), LOGOUT, "now");

        socket.send("{\"op\":\"hello\"}");

        assertThat(socket.closeCode()).isIn(4401, 4403);
    }

    @Test
    void principalOfTheClientShouldNotSurviveAForward() throws Exception {
        post("alice", "/rooms", "{}");
        HttpRequest forged = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + chat.port() + "/start"))
                .header(PrincipalFilter.HEADER, "alice%40example.org")
                .build();

        HttpResponse<String> refused = client.send(forged, BodyHandlers.ofString());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
        assertThat(refused.body()).contains("unauthenticated");
    }

    @Test
    void chatShouldBePartOfHealthAndMetricsAndLeaveTheApplicationsDatabaseAlone() throws Exception {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + chat.port() + "/actuator/health"))
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

    @Test
    void uploadsShouldBeKeptInTheFolderAndPicturesShouldHaveThumbnails() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1000, 800, BufferedImage.TYPE_INT_RGB), "png", png);

        HttpResponse<String> uploaded = chat.upload(basic("alice"), "tea.png", png.toByteArray());

        String thumbnail = ApiClient.field("thumbnailUrl", uploaded);
        assertThat(uploaded.body()).contains("\"mediaType\":\"image/png\"");
        assertThat(thumbnail).startsWith("/chat/api/v1/files/");
        HttpRequest download = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + chat.port() + ApiClient.field("url", uploaded)))
                .header("Authorization", basic("alice"))
                .build();
        assertThat(client.send(download, BodyHandlers.ofByteArray()).body()).isEqualTo(png.toByteArray());
        try (Stream<Path> stored = Files.walk(folder)) {
            assertThat(stored.filter(Files::isRegularFile)).hasSize(2);
        }
    }

    private static String basic(String user) {
        return ApiClient.basic(user + "@example.org", "secret");
    }

    private HttpResponse<String> post(String user, String path, String body) throws Exception {
        return chat.post(basic(user), path, body);
    }
}
