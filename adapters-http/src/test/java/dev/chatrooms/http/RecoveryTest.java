package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryMailer;
import dev.chatrooms.application.spi.Mailer.Mail;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** E-mail verification, password reset, and changes of password and e-mail address. */
class RecoveryTest {
    private static final String ADDRESS = "alice@example.org";

    private final MemoryMailer mailer = new MemoryMailer();
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.withMailer(
                TestServer.NO_LIMITS.toBuilder()
                        .publicUrl("https://chat.example.org")
                        .build(),
                mailer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String json(String... fields) {
        return JsonMapper.shared()
                .writeValueAsString(
                        fields.length == 2
                                ? Map.of(fields[0], fields[1])
                                : Map.of(fields[0], fields[1], fields[2], fields[3]));
    }

    private Response auth(String call, String... fields) {
        return server.post("/api/v1/auth/" + call, json(fields));
    }

    /** Returns the first group of a pattern in the next mail, which must be sent to the address. */
    private String mailed(String address, String pattern) {
        Mail mail = mailer.take(TestServer.TIMEOUT);
        assertThat(mail).as("a mail").isNotNull();
        assertThat(mail.to()).hasToString(address);
        Matcher found = Pattern.compile(pattern, Pattern.MULTILINE).matcher(mail.text());
        assertThat(found.find()).as(mail.text()).isTrue();
        return found.group(1);
    }

    private String code(String address) {
        return mailed(address, "^(\\d{8})$");
    }

    private String token(String address) {
        return mailed(address, "^https://chat\\.example\\.org/#/reset/([A-Za-z0-9_-]{43})$");
    }

    private Person alice() {
        Response account = server.post("/api/v1/auth/register", """
                {"username":"alice","password":"correct horse","email":"alice@example.org"}
                """);
        assertThat(auth("verify", "username", "alice", "code", code(ADDRESS)).status())
                .isEqualTo(204);
        return new Person(
                server, account.at("/id"), "alice", login("correct horse").at("/accessToken"));
    }

    private Response login(String password) {
        return auth("login", "username", "alice", "password", password);
    }

    @Test
    void verifyShouldConfirmTheEmailOnce() {
        Person alice = alice();

        assertThat(alice.get("/api/v1/me").json().path("emailVerified").asBoolean())
                .isTrue();
        Response again = auth("verify", "username", "alice", "code", "00000000");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.code()).isEqualTo("invalid_code");
        assertThat(auth("verify", "username", "nobody", "code", "00000000").body())
                .isEqualTo(again.body());
        assertThat(auth("verify", "username", "alice").errors()).containsExactly("code missing");
    }

    @Test
    void verifyShouldConflictWhenAnotherAccountVerifiedTheEmail() {
        alice();
        server.post("/api/v1/auth/register", """
                {"username":"bob","password":"correct horse","email":"alice@example.org"}
                """);

        Response late = auth("verify", "username", "bob", "code", code(ADDRESS));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("email_taken");
    }

    @ParameterizedTest
    @CsvSource({
        "password/forgot, email, alice@example.org, nobody@example.org, nowhere",
        "verify/resend, username, alice, nobody, no name"
    })
    void responseShouldBeTheSameWhetherTheAccountExistsOrNot(
            String call, String field, String known, String unknown, String malformed) {
        alice();

        for (String value : new String[] {known, unknown, malformed}) {
            Response response = auth(call, field, value);
            assertThat(response.status()).isEqualTo(202);
            assertThat(response.body()).isEmpty();
            assertThat(response.headers().map().keySet())
                    .isEqualTo(auth(call, field, known).headers().map().keySet());
        }
        assertThat(auth(call, "else", "x").code()).isEqualTo("bad_request");
        assertThat(server.post("/api/v1/auth/" + call, "{}").errors()).containsExactly(field + " missing");
    }

    @Test
    void registerShouldReturnTheSameWhetherTheEmailIsKnownOrNot() {
        alice();

        assertThat(registered("bob", ADDRESS)).isEqualTo(registered("eve", "nobody@example.org"));
    }

    /** Returns status and body of a registration, without the parts that differ between accounts. */
    private String registered(String username, String email) {
        Response response = server.post(
                "/api/v1/auth/register",
                "{\"username\":\"" + username + "\",\"password\":\"correct horse\",\"email\":\"" + email + "\"}");
        return (response.status() + " " + response.body())
                .replace(username, "NAME")
                .replace(email, "EMAIL")
                .replaceAll("[0-9a-f-]{36}", "ID")
                .replaceAll("\"20[0-9T:.-]+Z\"", "TIME");
    }

    @Test
    void resetShouldReplaceThePasswordAndEndAllSessions() {
        Person alice = alice();
        auth("password/forgot", "email", "ALICE@example.org");
        String token = token(ADDRESS);
        assertThat(server.get("/api/v1/auth/password/reset/" + token).status()).isEqualTo(204);
        assertThat(auth("password/reset", "token", token, "newPassword", "short")
                        .errors())
                .containsExactly("newPassword too_short");

        assertThat(auth("password/reset", "token", token, "newPassword", "battery staple")
                        .status())
                .isEqualTo(204);

        assertThat(alice.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(login("correct horse").status()).isEqualTo(401);
        assertThat(login("battery staple").status()).isEqualTo(200);
        assertThat(server.get("/api/v1/auth/password/reset/" + token).status()).isEqualTo(404);
        assertThat(auth("password/reset", "token", token, "newPassword", "third password")
                        .code())
                .isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "%F0%9F%A6%8A", "..%2F..", "%FF"})
    void resetTokenShouldNotBeFoundWhenItIsMalformed(String token) {
        assertThat(server.get("/api/v1/auth/password/reset/" + token).status()).isIn(400, 404);
    }

    @Test
    void changePasswordShouldRequireTheCurrentOneAndKeepTheSession() {
        Person alice = alice();
        String there = login("correct horse").at("/accessToken");

        Response wrong = alice.put(
                "/api/v1/me/password", json("currentPassword", "wrong horse", "newPassword", "battery staple"));
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.code()).isEqualTo("bad_credentials");
        assertThat(wrong.header("WWW-Authenticate")).isEmpty();

        assertThat(alice.put(
                                "/api/v1/me/password",
                                json("currentPassword", "correct horse", "newPassword", "battery staple"))
                        .status())
                .isEqualTo(204);
        assertThat(alice.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(new Person(server, alice.id(), "alice", there)
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
        assertThat(login("battery staple").status()).isEqualTo(200);
        mailed(ADDRESS, "^(the password of your account alice .* was changed)");
    }

    @Test
    void changeEmailShouldTakeEffectWhenVerified() {
        Person alice = alice();
        assertThat(alice.put("/api/v1/me/email", json("email", "a@example.net", "currentPassword", "wrong horse"))
                        .code())
                .isEqualTo("bad_credentials");

        assertThat(alice.put("/api/v1/me/email", json("email", "a@example.net", "currentPassword", "correct horse"))
                        .status())
                .isEqualTo(202);

        String code = code("a@example.net");
        assertThat(alice.get("/api/v1/me").at("/email")).isEqualTo(ADDRESS);
        assertThat(auth("verify", "username", "alice", "code", code).status()).isEqualTo(204);
        assertThat(alice.get("/api/v1/me").at("/email")).isEqualTo("a@example.net");
    }

    @Test
    void changePasswordShouldRequireAuthentication() {
        assertThat(server.send(server.request("/api/v1/me/password")
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void loginShouldRequireAVerifiedEmailWhenConfigured() {
        ChatSettings strict =
                TestServer.NO_LIMITS.toBuilder().requireVerifiedEmail(true).build();
        try (TestServer strictServer = TestServer.withMailer(strict, mailer)) {
            assertThat(strictServer
                            .post("/api/v1/auth/register", json("username", "alice", "password", "correct horse"))
                            .errors())
                    .containsExactly("email missing");
            strictServer.post("/api/v1/auth/register", """
                    {"username":"alice","password":"correct horse","email":"alice@example.org"}
                    """);
            String login = json("username", "alice", "password", "correct horse");

            Response unverified = strictServer.post("/api/v1/auth/login", login);
            assertThat(unverified.status()).isEqualTo(403);
            assertThat(unverified.code()).isEqualTo("email_not_verified");

            strictServer.post("/api/v1/auth/verify", json("username", "alice", "code", code(ADDRESS)));
            assertThat(strictServer.post("/api/v1/auth/login", login).status()).isEqualTo(200);
        }
    }

    @Test
    void attemptsShouldBeRateLimited() {
        ChatSettings one = TestServer.NO_LIMITS.toBuilder().loginsPerMinute(1).build();
        try (TestServer strictServer = TestServer.start(one)) {
            for (String[] call : new String[][] {
                {"verify", json("username", "nobody", "code", "00000000")},
                {"verify/resend", json("username", "nobody")},
                {"password/forgot", json("email", "nobody@example.org")},
                {"password/reset", json("token", "x", "newPassword", "battery staple")}
            }) {
                strictServer.post("/api/v1/auth/" + call[0], call[1]);
                Response tooOften = strictServer.post("/api/v1/auth/" + call[0], call[1]);

                assertThat(tooOften.status()).as(call[0]).isEqualTo(429);
                assertThat(Integer.parseInt(tooOften.header("Retry-After"))).isPositive();
            }
        }
    }
}
