package dev.chatrooms.application.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.application.transfer.ByteBudget.Limits;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private static final long FREE = 10;
    private static final Client ALICE = anonymous(1).as(account(1));
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final ByteBudget budget = new ByteBudget(new Limits(1000, 500, 400, 300), FREE);

    private static Client anonymous(int host) {
        return Client.anonymous("192.0.2." + host);
    }

    private static AccountId account(int number) {
        return new AccountId(new UUID(0, number));
    }

    private Hold holding(Client client, long bytes) {
        Hold hold = budget.open(client);
        assertThat(hold.tryGrow(bytes)).isTrue();
        return hold;
    }

    private boolean permits(Client client, long bytes) {
        try (Hold hold = budget.open(client)) {
            return hold.tryGrow(bytes);
        }
    }

    @Test
    void growShouldBeRefusedWhenTheAccountHasItsShareAndConcernNoOther() {
        holding(ALICE, 300);

        assertThat(permits(ALICE, 11)).isFalse();
        assertThat(permits(anonymous(2).as(account(1)), 11)).isFalse();
        assertThat(permits(anonymous(2).as(account(2)), 300)).isTrue();
    }

    @Test
    void growShouldBeRefusedWhenTheAddressHasItsShare() {
        holding(anonymous(1), 200);
        holding(ALICE, 200);

        assertThat(permits(anonymous(1), 11)).isFalse();
        assertThat(permits(anonymous(1).as(account(2)), 11)).isFalse();
        assertThat(permits(anonymous(2), 300)).isTrue();
    }

    @Test
    void bytesShouldCountForTheAccountWhenAnAnonymousClientIsAuthenticated() {
        Hold hold = holding(anonymous(1), 300);
        hold.countFor(ALICE);

        assertThat(permits(ALICE, 11)).isFalse();
        assertThat(permits(anonymous(2), 400)).isTrue();
        hold.close();
        assertThat(permits(ALICE, 300)).isTrue();
        assertThat(budget.held()).isZero();
        assertThat(budget.shares()).isZero();
    }

    @Test
    void addressesOfOneNetworkShouldShare() {
        holding(Client.anonymous("2001:db8::1"), 400);

        assertThat(permits(Client.anonymous("2001:db8::2"), 11)).isFalse();
        assertThat(permits(Client.anonymous("2001:db8:0:1::2"), 11)).isTrue();
    }

    @Test
    void anonymousClientsShouldLeaveHalfToAccounts() {
        holding(anonymous(1), 250);
        holding(anonymous(2), 250);

        assertThat(permits(anonymous(3), 11)).isFalse();
        assertThat(permits(anonymous(3).as(account(3)), 300)).isTrue();
    }

    @Test
    void growShouldBeRefusedWhenTheTotalIsHeld() {
        for (int i = 1; i <= 4; i++) {
            holding(anonymous(i).as(account(i)), 250);
        }

        assertThat(permits(anonymous(5).as(account(5)), 11)).isFalse();
        assertThat(budget.held()).isEqualTo(1000);
    }

    @Test
    void firstBytesShouldNeverBeRefusedButCount() {
        Hold all = holding(ALICE, 300);
        Hold small = holding(ALICE, FREE);

        assertThat(small.tryGrow(1)).isFalse();
        assertThat(budget.held()).isEqualTo(300 + FREE);

        all.close();
        assertThat(small.tryGrow(1)).isTrue();
    }

    @Test
    void closedHoldShouldHoldNothing() {
        Hold hold = holding(ALICE, 300);
        hold.shrink(100);
        assertThat(budget.held()).isEqualTo(200);

        hold.close();
        hold.close();
        hold.shrink(100);

        assertThat(hold.tryGrow(1)).isFalse();
        assertThat(budget.held()).isZero();
        assertThat(budget.shares()).isZero();
    }

    @Test
    void minimumProgressShouldGrowWithTheBytesAndWithTheUseOfABound() {
        Hold half = holding(ALICE, 150);
        assertThat(half.minimumProgress(PERIOD)).isEqualTo(5);

        Hold other = holding(ALICE, 3);
        assertThat(half.minimumProgress(PERIOD)).isEqualTo(100);
        assertThat(other.minimumProgress(PERIOD)).isZero();

        assertThat(holding(anonymous(2).as(account(2)), 30).minimumProgress(PERIOD))
                .isEqualTo(1);
    }

    @Test
    void budgetsOfAnyHeapShouldLeaveRoomForTheLargestTransfersOfEachAccount() {
        for (int mib : new int[] {16, 64, 256, 4096}) {
            TransferMemory memory = TransferMemory.ofHeap(mib * 1024L * 1024);
            for (int i = 1; i <= 2; i++) {
                Client client = anonymous(i).as(account(i));
                assertThat(memory.requests().open(client).tryGrow(1024 * 1024)).isTrue();
                assertThat(memory.responses().open(client).tryGrow(7 * 1024 * 1024))
                        .isTrue();
            }
        }
    }
}
