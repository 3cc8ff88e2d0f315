package dev.chatrooms.domain.account;

import static dev.chatrooms.domain.account.RefreshPolicy.Verdict.REFUSE;
import static dev.chatrooms.domain.account.RefreshPolicy.Verdict.REPEAT;
import static dev.chatrooms.domain.account.RefreshPolicy.Verdict.REVOKE;
import static dev.chatrooms.domain.account.RefreshPolicy.Verdict.ROTATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.account.RefreshPolicy.Verdict;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefreshPolicyTest {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(1));
    private static final Instant NOW = START.plus(Duration.ofHours(1));
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final SessionId ID = new SessionId(new UUID(0, 1));

    @Test
    void onShouldRotateWhenTheTokenIsCurrentAndUnused() {
        assertThat(on(session(0), unused(0))).isEqualTo(ROTATE);
        assertThat(on(session(7), unused(7))).isEqualTo(ROTATE);
    }

    @Test
    void onShouldRepeatWhenTheTokenWasUsedAMomentAgoAndItsSuccessorWasNot() {
        assertThat(on(session(7), used(6, NOW))).isEqualTo(REPEAT);
        assertThat(on(session(7), used(6, NOW.minus(MINUTE)))).isEqualTo(REPEAT);
        // Another node's clock may be ahead.
        assertThat(on(session(7), used(6, NOW.plusSeconds(5)))).isEqualTo(REPEAT);
    }

    @Test
    void onShouldRevokeWhenTheTokenWasUsedLongerAgo() {
        assertThat(on(session(7), used(6, NOW.minus(MINUTE).minusMillis(1)))).isEqualTo(REVOKE);
    }

    @Test
    void onShouldRevokeWhenTheSuccessorWasUsedHoweverSoon() {
        assertThat(on(session(8), used(6, NOW))).isEqualTo(REVOKE);
        assertThat(on(session(8), used(0, START))).isEqualTo(REVOKE);
    }

    @Test
    void onShouldOnlyRefuseWhenASiblingWasUsedInstead() {
        assertThat(on(session(8), unused(7))).isEqualTo(REFUSE);
    }

    @Test
    void onShouldOnlyRefuseWhenTheSessionHasEnded() {
        Session ended = session(7).revoked(START);

        assertThat(on(ended, unused(7))).isEqualTo(REFUSE);
        assertThat(on(ended, used(1, START))).isEqualTo(REFUSE);
        assertThat(RefreshPolicy.on(session(7), unused(7), END)).isEqualTo(REFUSE);
        assertThat(RefreshPolicy.on(session(7), unused(7), END.minusMillis(1))).isEqualTo(ROTATE);
    }

    private static Verdict on(Session session, IssuedToken token) {
        return RefreshPolicy.on(session, token, NOW);
    }

    private static Session session(int generation) {
        return Session.begun(ID, new AccountId(new UUID(0, 2)), START, END, null, null)
                .refreshed(generation, START, END);
    }

    private static IssuedToken unused(int generation) {
        return new IssuedToken(ID, generation, START, null);
    }

    private static IssuedToken used(int generation, Instant at) {
        return new IssuedToken(ID, generation, START, at);
    }
}
