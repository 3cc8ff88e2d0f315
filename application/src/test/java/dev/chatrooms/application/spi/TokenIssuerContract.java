package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.application.spi.TokenIssuer.Claims;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of token issuers. */
public interface TokenIssuerContract {
    Instant ISSUED = Instant.parse("2026-11-21T10:00:00Z");
    Instant EXPIRES = ISSUED.plus(Duration.ofMinutes(30));

    TokenIssuer issuer();

    /** Another system of the same kind, whose tokens are nothing to the first one. */
    TokenIssuer stranger();

    static Claims someClaims() {
        return new Claims(new AccountId(UUID.randomUUID()), new SessionId(UUID.randomUUID()), ISSUED, EXPIRES);
    }

    @Test
    default void verifyShouldReturnTheClaimsOfAValidToken() {
        TokenIssuer issuer = issuer();
        Claims claims = someClaims();

        String token = issuer.issue(claims);

        assertThat(issuer.verify(token, ISSUED)).contains(claims);
    }

    @Test
    default void verifyShouldCountWholeSecondsWhenTheTimesHaveFractions() {
        TokenIssuer issuer = issuer();
        Claims claims = someClaims();
        Claims withFractions =
                new Claims(claims.accountId(), claims.sessionId(), ISSUED.plusMillis(999), EXPIRES.plusNanos(1));

        String token = issuer.issue(withFractions);

        assertThat(issuer.verify(token, ISSUED)).contains(claims);
    }

    @Test
    default void verifyShouldGiveTheClaimsWhenTheClockIsBehindTheIssuers() {
        TokenIssuer issuer = issuer();
        Claims claims = someClaims();

        String token = issuer.issue(claims);

        assertThat(issuer.verify(token, ISSUED.minusSeconds(3))).contains(claims);
    }

    @Test
    default void verifyShouldGiveTheClaimsWhenTheLastMomentBeforeExpiryHasCome() {
        TokenIssuer issuer = issuer();
        String token = issuer.issue(someClaims());

        assertThat(issuer.verify(token, EXPIRES.minusNanos(1))).isPresent();
    }

    @Test
    default void verifyShouldBeEmptyWhenTheTokenHasExpired() {
        TokenIssuer issuer = issuer();
        String token = issuer.issue(someClaims());

        assertThat(issuer.verify(token, EXPIRES)).isEmpty();
        assertThat(issuer.verify(token, EXPIRES.plus(Duration.ofDays(365)))).isEmpty();
    }

    @Test
    default void verifyShouldBeEmptyWhenAnotherSystemIssuedTheToken() {
        String token = stranger().issue(someClaims());

        assertThat(issuer().verify(token, ISSUED)).isEmpty();
    }

    @Test
    default void verifyShouldBeEmptyWhenTheTokenWasCut() {
        TokenIssuer issuer = issuer();
        String token = issuer.issue(someClaims());

        for (int length = 0; length < token.length(); length++) {
            assertThat(issuer.verify(token.substring(0, length), ISSUED)).isEmpty();
        }
        assertThat(issuer.verify(token.substring(1), ISSUED)).isEmpty();
    }

    @Test
    default void verifyShouldBeEmptyWhenOneCharacterDiffers() {
        TokenIssuer issuer = issuer();
        String token = issuer.issue(someClaims());

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(issuer.verify(changed, ISSUED)).isEmpty();
        }
    }

    @Test
    default void verifyShouldBeEmptyWhenSomethingWasAdded() {
        TokenIssuer issuer = issuer();
        String token = issuer.issue(someClaims());

        assertThat(Stream.of(
                        token + "A",
                        token + "=",
                        token + "==",
                        token + ".",
                        token + " ",
                        " " + token,
                        token + "\n",
                        token + token))
                .allSatisfy(
                        changed -> assertThat(issuer.verify(changed, ISSUED)).isEmpty());
    }

    @Test
    default void verifyShouldBeEmptyWhenTheTextIsNoToken() {
        TokenIssuer issuer = issuer();
        issuer.issue(someClaims());

        assertThat(Stream.of(
                        "",
                        " ",
                        ".",
                        "..",
                        "...",
                        "a.b.c",
                        "null",
                        "e30.e30.e30",
                        "\0",
                        "Bearer x",
                        "日本.語.💬",
                        "x".repeat(1 << 20)))
                .allSatisfy(text -> assertThat(issuer.verify(text, ISSUED)).isEmpty());
    }

    @Test
    default void issueShouldGiveAnotherTokenWhenTheClaimsAreTheSame() {
        TokenIssuer issuer = issuer();
        Claims claims = someClaims();

        assertThat(issuer.issue(claims)).isNotEqualTo(issuer.issue(claims));
    }

    @Test
    default void issueShouldGiveDifferentTokensWhenManyThreadsAsk() throws Exception {
        TokenIssuer issuer = issuer();
        Claims claims = someClaims();
        Callable<String> issueAndVerify = () -> {
            String token = issuer.issue(claims);
            assertThat(issuer.verify(token, ISSUED)).contains(claims);
            return token;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Set<String> tokens = new HashSet<>();
            for (Future<String> token : threads.invokeAll(
                    Stream.generate(() -> issueAndVerify).limit(40).toList())) {
                tokens.add(token.get());
            }
            assertThat(tokens).hasSize(40);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void verificationKeysShouldNotRepeatAnIdWhenThereAreAny() {
        List<VerificationKey> keys = issuer().verificationKeys();

        assertThat(keys).extracting(VerificationKey::id).doesNotHaveDuplicates();
    }
}
