package dev.chatrooms.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.server.database.EmbeddedDatabase;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

class CourseTest {
    private static final String ORIGIN = "https://course.example";
    private static final long TIMEOUT_SECONDS = 60;

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static ServletWebServerApplicationContext course;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start(folder.resolve("database"));
        course = (ServletWebServerApplicationContext) SpringApplication.run(
                Course.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password().reveal(),
                "--chatrooms.allowed-origins=" + ORIGIN);
        course.getBean(Students.class).add("ann@example.org", "Ann", "secret of ann");
        course.getBean(Students.class).add("bob@example.org", "Bob", "secret of bob");
    }

    @AfterAll
    static void stop() {
        course.close();
        database.close();
    }

    @Test
    void loginShouldSucceedWithANameThatIsTooLongOrNoNameForTheChat() throws Exception {
        course.getBean(Students.class).add("max@example.org", "\uD83C\uDF75".repeat(70), "secret of max");
        course.getBean(Students.class).add("zoe@example.org", "", "secret of zoe");

        Student max = Student.loggedIn("max@example.org", "secret of max");
        Student zoe = Student.loggedIn("zoe@example.org", "secret of zoe");

        assertThat(field("displayName", max.get("/chat/api/v1/me"))).isEqualTo("\uD83C\uDF75".repeat(64));
        assertThat(field("displayName", zoe.get("/chat/api/v1/me"))).isEqualTo("zoe@example.org");
    }

    @Test
    void studentsShouldChatWithTheLoginOfTheCourse() throws Exception {
        Student ann = Student.loggedIn("ann@example.org", "secret of ann");
        Student bob = Student.loggedIn("bob@example.org", "secret of bob");
        assertThat(ann.get("/")).isEqualTo("Welcome to the course, ann@example.org.");

        String room = field("id", ann.post("/chat/api/v1/rooms", "{\"kind\":\"public\",\"name\":\"Homework\"}"));
        bob.post("/chat/api/v1/rooms/" + room + "/join", "");
        Socket socket = ann.connect();
        socket.awaitText("\"op\":\"welcome\"");
        bob.post("/chat/api/v1/rooms/" + room + "/messages", "{\"text\":\"Has anyone solved the third?\"}");
        assertThat(socket.awaitText("Has anyone solved the third?")).contains("\"displayName\":\"Bob\"");

        socket.send("{\"op\":\"send\",\"ref\":\"1\",\"roomId\":\"" + room + "\",\"text\":\"Not yet.\"}");
        socket.awaitText("\"op\":\"ack\"");
        assertThat(bob.get("/chat/api/v1/rooms/" + room + "/messages")).contains("Not yet.");
    }

    @Test
    void logoutShouldCloseTheSocket() throws Exception {
        Student ann = Student.loggedIn("ann@example.org", "secret of ann");
        Socket socket = ann.connect();
        socket.awaitText("\"op\":\"welcome\"");

        ann.logOut();

        // By Tomcat, which ends it with the HTTP session, or by the chat.
        assertThat(socket.closed.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isIn(1008, 4403);
    }

    @Test
    void strangersShouldBeRefused() throws Exception {
        Student stranger = new Student();

        assertThat(stranger.send(stranger.request("/chat/api/v1/me")).statusCode())
                .isEqualTo(401);
        assertThat(stranger.send(stranger.request("/").header("Accept", "text/html"))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(page -> assertThat(page).endsWith("/login"));
    }

    private static String field(String name, String text) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    /** A browser with its cookies. */
    private static final class Student {
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        static Student loggedIn(String email, String password) throws Exception {
            Student student = new Student();
            student.form("/login", "/login", "username=" + email + "&password=" + password.replace(' ', '+'));
            return student;
        }

        void logOut() throws Exception {
            form("/logout", "/logout", "");
        }

        /** Submits a form of a page. */
        private void form(String page, String action, String fields) throws Exception {
            Matcher token =
                    Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"").matcher(get(page));
            assertThat(token.find()).isTrue();
            String csrf = "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
            HttpResponse<String> answer = send(request(action)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(fields + csrf)));
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location"))
                    .hasValueSatisfying(next -> assertThat(next).doesNotContain("error"));
        }

        String get(String path) throws Exception {
            return body(send(request(path)));
        }

        String post(String path, String json) throws Exception {
            return body(send(
                    request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json))));
        }

        HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(uri("http", path)).header("Origin", ORIGIN);
        }

        HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return client.send(request.build(), BodyHandlers.ofString());
        }

        private static String body(HttpResponse<String> response) {
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
            return response.body();
        }

        Socket connect() {
            Socket socket = new Socket();
            socket.webSocket = client.newWebSocketBuilder()
                    .header("Origin", ORIGIN)
                    .buildAsync(uri("ws", "/chat/api/v1/ws"), socket)
                    .join();
            socket.send("{\"op\":\"hello\"}");
            return socket;
        }

        private static URI uri(String scheme, String path) {
            return URI.create(scheme + "://127.0.0.1:" + course.getWebServer().getPort() + path);
        }
    }

    private static final class Socket implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private WebSocket webSocket;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                messages.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        void send(String text) {
            webSocket.sendText(text, true).join();
        }

        /** Returns the next message that contains a text. */
        String awaitText(String text) throws InterruptedException {
            while (true) {
                String message = messages.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                assertThat(message).as("a message with %s", text).isNotNull();
                if (message.contains(text)) {
                    return message;
                }
            }
        }
    }
}
