package dev.chatrooms.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.sun.net.httpserver.HttpServer;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.application.identity.RequestHead;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthenticatorTest {
    private static final String SECRET = "a secret of thirty-two characters";
    private static final String ISSUER = "https://app.example.org";
    private static final String AUDIENCE = "chat";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final HostTokens HS256 = HostTokens.hs256(SECRET, ISSUER, AUDIENCE);

    private final Chat chat = Chat.inMemory();
    private final Account sam = chat.administration()
            .ensureAccount("42", AccountProfile.named("Sam"))
            .join();

    @AfterEach
    void close() {
        chat.close();
    }

    private static JWTCreator.Builder token() {
        return JWT.create()
                .withIssuer(ISSUER)
                .withAudience(AUDIENCE)
                .withSubject("42")
                .withIssuedAt(NOW)
                .withExpiresAt(NOW.plusSeconds(300));
    }

    private static String signed(UnaryOperator<JWTCreator.Builder> change) {
        return change.apply(token()).sign(Algorithm.HMAC256(SECRET));
    }

    private Optional<Credential> credential(HostTokens accepted, String token) {
        RequestHead request = new RequestHead(
                "GET",
                "/api/v1/me",
                "192.0.2.1",
                NOW,
                name -> name.equals("Authorization") ? List.of("Bearer " + token) : List.of());
        return new JwtAuthenticator(chat.sessions(), accepted).credential(request);
    }

    private Caller caller(HostTokens accepted, String token) {
        return credential(accepted, token).orElseThrow().caller();
    }

    private RefusalCode refusal(HostTokens accepted, String token) {
        try {
            caller(accepted, token);
        } catch (ChatException e) {
            assertThat(e.getMessage()).doesNotContain(token);
            return e.code();
        }
        throw new AssertionError("the token was accepted");
    }

    @Test
    void subjectShouldBeTheCallerUntilTheTokenExpires() {
        assertThat(caller(HS256, signed(token -> token)))
                .isEqualTo(Caller.vouchedFor(sam.id(), NOW, NOW.plusSeconds(330)));
    }

    @Test
    void tokensOfOthersShouldBeLeftToTheNextAuthenticator() {
        assertThat(credential(HS256, signed(token -> token.withIssuer("https://other.example.org"))))
                .isEmpty();
        assertThat(credential(HS256, "no.token")).isEmpty();
        assertThat(credential(HS256, "x".repeat(9000))).isEmpty();
    }

    @Test
    void invalidTokensShouldBeRefused() {
        List<String> invalid = List.of(
                token().sign(Algorithm.HMAC256("another secret of thirty-two chars")),
                token().sign(Algorithm.HMAC512(SECRET)),
                token().sign(Algorithm.none()),
                signed(token -> token.withAudience("mail")),
                signed(token -> token.withExpiresAt(NOW.minusSeconds(60))),
                signed(token -> token.withExpiresAt((Instant) null)),
                signed(token -> token.withNotBefore(NOW.plusSeconds(120))),
                signed(token -> token.withSubject(null)));
        for (String token : invalid) {
            assertThat(refusal(HS256, token)).as(token).isEqualTo(RefusalCode.UNAUTHENTICATED);
        }
    }

    @Test
    void clocksMayDifferByTheLeeway() {
        caller(HS256, signed(token -> token.withExpiresAt(NOW.minusSeconds(5))));
        caller(HS256, signed(token -> token.withNotBefore(NOW.plusSeconds(20))));
    }

    @Test
    void tokenShouldBeRefusedWhenAllSessionsEndedLater() {
        String token = signed(t -> t);
        chat.sessions().end(sam.id()).join();

        assertThat(refusal(HS256, token)).isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(refusal(HS256, signed(t -> t.withIssuedAt((Instant) null)))).isEqualTo(RefusalCode.UNAUTHENTICATED);
        caller(HS256, signed(t -> t.withIssuedAt(Instant.now().plusSeconds(2))));
    }

    @Test
    void unknownSubjectShouldGetAnAccountOnlyWithProvisioning() {
        String token = signed(t -> t.withSubject("43")
                .withClaim("name", "Kim Lee")
                .withClaim("preferred_username", "kim")
                .withClaim("given_name", "Kim"));

        assertThat(refusal(HS256, token)).isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);

        Caller kim = caller(HS256.withProvisioning(), token);
        Account made = chat.accounts().account(kim);
        assertThat(made.username()).hasToString("kim");
        assertThat(made.displayName()).hasToString("Kim Lee");
        assertThat(made.firstName()).hasToString("Kim");
        assertThat(caller(HS256, token)).isEqualTo(kim);
    }

    @Test
    void provisioningShouldDeriveAUsernameWhenTheClaimCannotBeUsed() {
        for (String claimed : List.of("sam", "not a username!")) {
            Caller caller = caller(
                    HS256.withProvisioning(),
                    signed(t -> t.withSubject("for " + claimed)
                            .withClaim("name", "Kim Lee")
                            .withClaim("preferred_username", claimed)));

            assertThat(chat.accounts().account(caller).username().value()).startsWith("kim-lee");
        }
    }

    @Test
    void publicKeyShouldVerifyItsOwnAlgorithmOnly() throws GeneralSecurityException {
        KeyPair rsa = pair("RSA", 2048);
        KeyPair elliptic = pair("EC", 256);
        Algorithm rs256 = Algorithm.RSA256(null, (RSAPrivateKey) rsa.getPrivate());
        Algorithm es256 = Algorithm.ECDSA256(null, (ECPrivateKey) elliptic.getPrivate());
        HostTokens forRsa = HostTokens.publicKey(rsa.getPublic(), ISSUER, AUDIENCE);
        HostTokens forElliptic = HostTokens.publicKey(elliptic.getPublic(), ISSUER, AUDIENCE);

        assertThat(caller(forRsa, token().sign(rs256)).accountId()).isEqualTo(sam.id());
        assertThat(caller(forElliptic, token().sign(es256)).accountId()).isEqualTo(sam.id());
        // The public key must not count as the secret of HS256.
        Algorithm confused = Algorithm.HMAC256(rsa.getPublic().getEncoded());
        assertThat(refusal(forRsa, token().sign(confused))).isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(refusal(forRsa, token().sign(es256))).isEqualTo(RefusalCode.UNAUTHENTICATED);
    }

    private static KeyPair pair(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    private static String text(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    @Test
    void jwksUrlShouldBeFetchedOnceForManyTokens() throws Exception {
        KeyPair rsa = pair("RSA", 2048);
        KeyPair elliptic = pair("EC", 256);
        RSAPublicKey rsaKey = (RSAPublicKey) rsa.getPublic();
        ECPublicKey ecKey = (ECPublicKey) elliptic.getPublic();
        String json = """
                {"keys": [
                  {"kid": "r", "kty": "RSA", "use": "sig", "n": "%s", "e": "%s"},
                  {"kid": "e", "kty": "EC", "crv": "P-256", "x": "%s", "y": "%s"},
                  {"kid": "broken", "kty": "RSA", "n": "?", "e": "AQAB"}]}
                """.formatted(
                        text(rsaKey.getModulus()),
                        text(rsaKey.getPublicExponent()),
                        text(ecKey.getW().getAffineX()),
                        text(ecKey.getW().getAffineY()));
        AtomicInteger fetches = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks.json", exchange -> {
            fetches.incrementAndGet();
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
            HostTokens tokens = HostTokens.jwks(url, "RS256", ISSUER, AUDIENCE);
            Algorithm rs256 = Algorithm.RSA256(null, (RSAPrivateKey) rsa.getPrivate());

            for (int i = 0; i < 3; i++) {
                caller(tokens, token().withKeyId("r").sign(rs256));
                assertThat(refusal(tokens, token().withKeyId("unknown").sign(rs256)))
                        .isEqualTo(RefusalCode.UNAUTHENTICATED);
            }
            assertThat(fetches).hasValue(1);

            Algorithm es256 = Algorithm.ECDSA256(null, (ECPrivateKey) elliptic.getPrivate());
            assertThat(refusal(tokens, token().withKeyId("e").sign(es256))).isEqualTo(RefusalCode.UNAUTHENTICATED);
            caller(
                    HostTokens.jwks(url, "ES256", ISSUER, AUDIENCE),
                    token().withKeyId("e").sign(es256));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void tokensShouldBeRefusedWhenTheJwksUrlDoesNotAnswer() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        HostTokens tokens =
                HostTokens.jwks(URI.create("http://127.0.0.1:" + unused + "/keys"), "RS256", ISSUER, AUDIENCE);

        assertThat(refusal(
                        tokens, JWT.create().withIssuer(ISSUER).withKeyId("r").sign(Algorithm.none())))
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/keys", "http://10.0.0.1/keys", "ftp://127.0.0.1/keys", "keys"})
    void jwksUrlShouldBeHttpsUnlessItIsLocal(String url) {
        assertThatThrownBy(() -> HostTokens.jwks(URI.create(url), "RS256", ISSUER, AUDIENCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
    }

    @Test
    void settingsShouldBeCompleteAndHideTheSecret() {
        assertThatThrownBy(() -> HostTokens.hs256("short", ISSUER, AUDIENCE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostTokens.hs256(SECRET, " ", AUDIENCE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostTokens.hs256(SECRET, ISSUER, "")).isInstanceOf(IllegalArgumentException.class);
        assertThat(HS256.toString()).doesNotContain(SECRET).contains(ISSUER, AUDIENCE);
    }
}
