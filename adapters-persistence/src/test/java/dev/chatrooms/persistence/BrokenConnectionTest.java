package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Outcomes;
import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection breaks in the middle of a batch. After the first failure, pools close it and give no SQLState. */
@Tag("thorough")
class BrokenConnectionTest extends OnPostgres {
    private static final String TERMINATE_TRANSACTIONS = "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where state = 'idle in transaction' and datname = current_database()";

    /** How a change behaves on the broken connection. */
    enum Behaviour {
        PROPAGATES_THE_FAILURE,
        SWALLOWS_THE_FAILURE,
        REFUSES
    }

    @ParameterizedTest
    @EnumSource(Behaviour.class)
    void changesShouldBeUnavailableOnAHostsPool(Behaviour behaviour) {
        try (Ports ports = onHostPool()) {
            changesShouldBeUnavailable(ports, behaviour);
        }
    }

    @ParameterizedTest
    @EnumSource(Behaviour.class)
    void changesShouldBeUnavailableOnOurPool(Behaviour behaviour) {
        try (Ports ports = onOwnPool()) {
            changesShouldBeUnavailable(ports, behaviour);
        }
    }

    private void changesShouldBeUnavailable(Ports ports, Behaviour behaviour) {
        StoreFixture store = StoreFixture.in(ports.ports().storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        try (Committer committer = new Committer(
                ports.ports().storage().transactions(), InstantSource.system(), (b, h, e) -> {}, head -> {})) {
            CountDownLatch committing = new CountDownLatch(1);
            CountDownLatch batchIsWaiting = new CountDownLatch(1);
            CompletableFuture<Boolean> holder = committer.change(Set.of(), uow -> {
                committing.countDown();
                Together.await(batchIsWaiting);
                return true;
            });
            Together.await(committing);
            List<CompletableFuture<Boolean>> batch = IntStream.range(0, 3)
                    .mapToObj(i -> committer.change(Set.of(tea), uow -> breakConnection(uow, behaviour)))
                    .toList();
            batchIsWaiting.countDown();

            Outcomes.get(holder);
            assertThat(batch)
                    .allSatisfy(change ->
                            assertThat(Outcomes.refusal(change).code()).isEqualTo(RefusalCode.UNAVAILABLE));
            Outcomes.get(committer.change(Set.of(tea), uow -> true));
        }
    }

    private boolean breakConnection(UnitOfWork uow, Behaviour behaviour) {
        server.execute(database, TERMINATE_TRANSACTIONS);
        Supplier<Boolean> statement = () -> uow.accounts().anyAdmin();
        if (behaviour == Behaviour.PROPAGATES_THE_FAILURE) {
            return statement.get();
        }
        try {
            return statement.get();
        } catch (RuntimeException e) {
            if (behaviour == Behaviour.REFUSES) {
                throw new IllegalArgumentException("decided without an answer", e);
            }
            return true;
        }
    }
}
