package dev.chatrooms.domain.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PeopleRulesTest {
    private static final AccountId ALICE = new AccountId(new UUID(0, 1));
    private static final AccountId BOB = new AccountId(new UUID(0, 2));
    private static final Blocking BY_ME = new Blocking(true, false);
    private static final Blocking BY_OTHER = new Blocking(false, true);
    private static final Blocking BOTH = new Blocking(true, true);

    private static RefusalCode refusal(Decision<?> decision) {
        return decision instanceof Decision.Refused<?> refused
                ? refused.refusal().code()
                : null;
    }

    @Test
    void directMessagesShouldBeForbiddenBothWaysByABlockInEither() {
        for (Blocking blocking : List.of(BY_ME, BY_OTHER, BOTH)) {
            assertThat(refusal(BlockPolicy.directMessage(blocking))).isEqualTo(RefusalCode.BLOCKED);
        }
        assertThat(refusal(BlockPolicy.directMessage(Blocking.NONE))).isNull();
    }

    @Test
    void typingShouldBeHiddenByABlockInEitherDirection() {
        for (Blocking blocking : List.of(BY_ME, BY_OTHER, BOTH)) {
            assertThat(BlockPolicy.showsTyping(blocking)).isFalse();
        }
        assertThat(BlockPolicy.showsTyping(Blocking.NONE)).isTrue();
    }

    @Test
    void presenceShouldLookUnknownUnderABlock() {
        Presence online = new Presence(Presence.Status.ONLINE, Instant.EPOCH);

        for (Blocking blocking : List.of(BY_ME, BY_OTHER, BOTH)) {
            assertThat(PresencePolicy.seen(online, blocking)).isEqualTo(new Presence(Presence.Status.OFFLINE, null));
        }
        assertThat(PresencePolicy.seen(online, Blocking.NONE)).isEqualTo(online);
    }

    @Test
    void blocksAndContactsShouldRefuseTheCallersAccount() {
        assertThat(refusal(BlockPolicy.block(ALICE, ALICE))).isEqualTo(RefusalCode.SELF);
        assertThat(refusal(ContactPolicy.add(ALICE, ALICE))).isEqualTo(RefusalCode.SELF);
        assertThat(refusal(BlockPolicy.block(ALICE, BOB))).isNull();
        assertThat(refusal(ContactPolicy.add(ALICE, BOB))).isNull();
    }
}
