package dev.chatrooms.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.application.spi.TokenIssuerContract;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RsaTokenIssuerTest implements TokenIssuerContract {
    private static final SigningKeys KEYS = SigningKeys.generate();
    // The base64 of a 2048-bit signature has unused bits in its last character.
    private static final SigningKeys SMALLER_KEYS = SigningKeys.of(SigningKeys.generate(2048));

    private static final String ID = "0198c0de-0000-7000-8000-000000000001";

    private final RsaTokenIssuer issuer = new RsaTokenIssuer(KEYS);

    @Override
    public TokenIssuer issuer() {
        return issuer;
    }

    @Override
    public TokenIssuer stranger() {
        return new RsaTokenIssuer(SMALLER_KEYS);
    }

    @Test
    void issueShouldWriteTheDocumentedClaims() {
        TokenIssuer.Claims claims = TokenIssuerContract.someClaims();

        DecodedJWT token = JWT.decode(issuer.issue(claims));

        assertThat(token.getAlgorithm()).isEqualTo("RS256");
        assertThat(token.getType()).isEqualTo("JWT");
        assertThat(token.getKeyId()).isEqualTo(issuer.verificationKeys().get(0).id());
        assertThat(token.getClaims().keySet())
                .containsExactlyInAnyOrder("iss", "aud", "sub", "sid", "iat", "exp", "jti");
        assertThat(token.getIssuer()).isEqualTo("chatrooms");
        assertThat(token.getAudience()).containsExactly("chatrooms");
        assertThat(token.getSubject()).isEqualTo(claims.accountId().toString());
        assertThat(token.getClaim("sid").asString())
                .isEqualTo(claims.sessionId().toString());
        assertThat(token.getClaim("iat").asLong()).isEqualTo(ISSUED.getEpochSecond());
        assertThat(token.getClaim("exp").asLong()).isEqualTo(EXPIRES.getEpochSecond());
        assertThat(UUID.fromString(token.getId())).isNotNull();
    }

    @Test
    void verifyShouldAcceptATokenWithAllClaims() {
        assertAccepted(signed(token -> token));
    }

    @Test
    void verifyShouldBeEmptyWhenAClaimIsMissing() {
        assertRejected(signed(token -> token.withSubject(null)));
        assertRejected(signed(token -> token.withClaim("sid", (String) null)));
        assertRejected(signed(token -> token.withClaim("iat", (Long) null)));
        assertRejected(signed(token -> token.withClaim("exp", (Long) null)));
        assertRejected(signed(token -> token.withJWTId(null)));
    }

    @Test
    void verifyShouldBeEmptyWhenAClaimHasTheWrongType() {
        assertRejected(signed(token -> token.withSubject("alice")));
        assertRejected(signed(token -> token.withSubject("1-1-1-1-1")));
        assertRejected(signed(token -> token.withSubject(ID + " ")));
        assertRejected(signed(token -> token.withClaim("sid", "alice")));
        assertRejected(signed(token -> token.withClaim("sid", 7)));
        assertRejected(signed(token -> token.withClaim("exp", "tomorrow")));
        assertRejected(signed(token -> token.withClaim("exp", true)));
        assertRejected(signed(token -> token.withClaim("exp", Double.MAX_VALUE)));
        assertRejected(signed(token -> token.withClaim("iat", "today")));
    }

    @Test
    void verifyShouldBeEmptyWhenTheHeaderIsWrong() {
        assertRejected(signed(token -> token.withKeyId(null)));
        assertRejected(signed(token -> token.withKeyId("another")));
        assertRejected(signed(token -> token.withKeyId(SMALLER_KEYS.current().id())));
        assertRejected(signed(token -> token.withHeader(Map.of("typ", "at+jwt"))));
        assertRejected(signed(token -> token.withHeader(Map.of("typ", ""))));
    }

    @Test
    void verifyShouldBeEmptyWhenTheTokenIsNotSigned() {
        String none = valid(JWT.create()).sign(Algorithm.none());

        assertRejected(none);
        assertRejected(header("{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\""
                        + KEYS.current().id() + "\"}")
                + afterHeader(none));
        assertRejected(header("{\"alg\":\"None\",\"typ\":\"JWT\",\"kid\":\""
                        + KEYS.current().id() + "\"}")
                + afterHeader(none));
        assertRejected(header("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\""
                        + KEYS.current().id() + "\"}")
                + afterHeader(none));
    }

    @Test
    void verifyShouldBeEmptyWhenThePublicKeyIsUsedAsHmacSecret() {
        byte[] der = KEYS.current().key().getEncoded();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";

        Stream.of(der, pem.getBytes(StandardCharsets.US_ASCII), pem.strip().getBytes(StandardCharsets.US_ASCII))
                .forEach(secret -> {
                    assertRejected(valid(JWT.create()).sign(Algorithm.HMAC256(secret)));
                    assertRejected(valid(JWT.create()).sign(Algorithm.HMAC512(secret)));
                });
    }

    @Test
    void verifyShouldBeEmptyWhenTheRightKeySignsWithAnotherAlgorithm() {
        assertRejected(valid(JWT.create()).sign(Algorithm.RSA512(KEYS.current().key(), KEYS.signingKey())));
        assertRejected(valid(JWT.create()).sign(Algorithm.RSA384(KEYS.current().key(), KEYS.signingKey())));
    }

    @Test
    void verifyShouldBeEmptyWhenTheHeaderNamesAnotherAlgorithmThanTheSignature() throws Exception {
        String payload = afterHeader(signed(token -> token)).split("\\.")[1];
        for (String algorithm : List.of("RS256", "RS512", "HS256", "none", "rs256")) {
            String text = header("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\""
                            + KEYS.current().id() + "\"}")
                    + "." + payload;
            Signature rs256 = Signature.getInstance("SHA256withRSA");
            rs256.initSign(KEYS.signingKey());
            rs256.update(text.getBytes(StandardCharsets.US_ASCII));
            String token = text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(rs256.sign());

            assertThat(issuer.verify(token, ISSUED).isPresent()).isEqualTo(algorithm.equals("RS256"));
        }
    }

    @Test
    void verifyShouldBeEmptyWhenAnotherKeySignsUnderTheKnownKeyId() {
        assertRejected(
                valid(JWT.create()).sign(Algorithm.RSA256(SMALLER_KEYS.current().key(), SMALLER_KEYS.signingKey())));
    }

    @Test
    void verifyShouldBeEmptyWhenTheTokenIsTooLong() {
        assertAccepted(signed(token -> token.withClaim("padding", "x".repeat(1_000))));
        assertRejected(signed(token -> token.withClaim("padding", "x".repeat(4_000))));
    }

    @Test
    void verifyShouldBeEmptyWhenTheJsonIsMalicious() {
        String deep = "[".repeat(1_500) + "]".repeat(1_500);
        assertRejected(header(deep) + "." + header("{}") + ".AAAA");
        assertRejected(header("{\"alg\":\"RS256\",\"kid\":[1]}") + "." + header("[]") + ".AAAA");
        assertRejected(header("null") + "." + header("null") + ".");
    }

    @Test
    void verifyShouldAcceptOnlyTheCanonicalSpellingOfASignature() {
        RsaTokenIssuer smaller = new RsaTokenIssuer(SMALLER_KEYS);
        String token = smaller.issue(TokenIssuerContract.someClaims());
        String allButLast = token.substring(0, token.length() - 1);

        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        assertThat(alphabet.chars()
                        .mapToObj(c -> allButLast + (char) c)
                        .filter(text -> smaller.verify(text, ISSUED).isPresent()))
                .containsExactly(token);
        assertThat(smaller.verify(token + "==", ISSUED)).isEmpty();
    }

    @Test
    void verifyShouldCheckASignatureOnceWhenATokenIsRepeated() {
        CountingAlgorithm counting = new CountingAlgorithm(KEYS);
        RsaTokenIssuer counted = new RsaTokenIssuer(KEYS, "chatrooms", key -> counting);
        TokenIssuer.Claims claims = TokenIssuerContract.someClaims();
        String token = counted.issue(claims);

        for (int i = 0; i < 100; i++) {
            assertThat(counted.verify(token, ISSUED.plusSeconds(i))).contains(claims);
        }

        assertThat(counting.checked()).isOne();
    }

    @Test
    void verifyShouldBeEmptyWhenACachedTokenHasExpired() {
        String token = issuer.issue(TokenIssuerContract.someClaims());
        assertThat(issuer.verify(token, EXPIRES.minusNanos(1))).isPresent();

        assertThat(issuer.verify(token, EXPIRES)).isEmpty();
        assertThat(issuer.verify(token, EXPIRES.plusSeconds(1))).isEmpty();
    }

    @Test
    void verifyShouldBeEmptyWhenACachedTokenIsAltered() {
        String token = issuer.issue(TokenIssuerContract.someClaims());
        assertThat(issuer.verify(token, ISSUED)).isPresent();

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertRejected(token.substring(0, i) + other + token.substring(i + 1));
        }
        assertThat(issuer.verify(token, ISSUED)).isPresent();
    }

    @Test
    void verifyShouldNotCacheRejectedTokens() {
        CountingAlgorithm counting = new CountingAlgorithm(KEYS);
        RsaTokenIssuer counted = new RsaTokenIssuer(KEYS, "chatrooms", key -> counting);
        String token = counted.issue(TokenIssuerContract.someClaims());
        String forged = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BB" : "AA");

        assertThat(counted.verify(forged, ISSUED)).isEmpty();
        assertThat(counted.verify(forged, ISSUED)).isEmpty();
        assertThat(counted.verify(token, EXPIRES)).isEmpty();
        assertThat(counted.verify(token, EXPIRES)).isEmpty();

        assertThat(counting.checked()).isEqualTo(4);
    }

    @Test
    void verifyShouldBeEmptyWhenTheKeyWasRetired() {
        String token = issuer.issue(TokenIssuerContract.someClaims());
        assertThat(issuer.verify(token, ISSUED)).isPresent();

        RsaTokenIssuer restarted = new RsaTokenIssuer(SMALLER_KEYS);

        assertThat(restarted.verify(token, ISSUED)).isEmpty();
    }

    @Test
    void verificationKeysShouldVerifyIssuedTokens() {
        VerificationKey key = issuer.verificationKeys().get(0);
        String token = issuer.issue(TokenIssuerContract.someClaims());

        Algorithm.RSA256(key.key(), null).verify(JWT.decode(token));

        assertThat(issuer.verificationKeys()).hasSize(1);
    }

    private void assertAccepted(String token) {
        assertThat(issuer.verify(token, ISSUED)).isPresent();
    }

    private void assertRejected(String token) {
        assertThat(issuer.verify(token, ISSUED)).isEmpty();
    }

    /** Returns a token signed with the issuer's key, with a change applied to an otherwise valid one. */
    private static String signed(UnaryOperator<JWTCreator.Builder> change) {
        return change.apply(valid(JWT.create()))
                .sign(Algorithm.RSA256(KEYS.current().key(), KEYS.signingKey()));
    }

    private static JWTCreator.Builder valid(JWTCreator.Builder token) {
        return token.withKeyId(KEYS.current().id())
                .withSubject(ID)
                .withIssuer("chatrooms")
                .withAudience("chatrooms")
                .withClaim("sid", ID)
                .withClaim("iat", ISSUED.getEpochSecond())
                .withClaim("exp", EXPIRES.getEpochSecond())
                .withJWTId(ID);
    }

    private static String header(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String afterHeader(String token) {
        return token.substring(token.indexOf('.'));
    }

    @Test
    void verifyShouldRejectTokensOfAnotherIssuerOrAudienceWithTheSameKey() {
        assertRejected(signed(token -> token.withIssuer("https://chat.example.org")));
        assertRejected(signed(token -> token.withIssuer((String) null)));
        assertRejected(signed(token -> token.withAudience("other")));
        assertRejected(signed(token -> token.withAudience("chatrooms", "other")));
        assertRejected(signed(token -> token.withAudience((String[]) null)));
        RsaTokenIssuer other = new RsaTokenIssuer(KEYS, "https://chat.example.org");
        String token = other.issue(TokenIssuerContract.someClaims());
        assertThat(other.verify(token, ISSUED)).isPresent();
        assertRejected(token);
    }
}
