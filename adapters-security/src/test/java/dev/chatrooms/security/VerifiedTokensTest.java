package dev.chatrooms.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.TokenIssuer.Claims;
import dev.chatrooms.application.spi.TokenIssuerContract;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Claims CLAIMS = TokenIssuerContract.someClaims();

    @Test
    void findShouldGiveWhatWasAddedAndNothingElse() {
        VerifiedTokens tokens = new VerifiedTokens(10);

        tokens.add("a.b.c", CLAIMS);

        assertThat(tokens.find("a.b.c")).isEqualTo(CLAIMS);
        assertThat(tokens.find("a.b.d")).isNull();
        assertThat(tokens.find("a.b.c ")).isNull();
        assertThat(tokens.find("")).isNull();
    }

    @Test
    void addShouldKeepTheBoundWhenThereAreMoreTokens() {
        VerifiedTokens tokens = new VerifiedTokens(100);

        for (int i = 0; i < 1_000; i++) {
            tokens.add("token" + i, CLAIMS);
            assertThat(tokens.size()).isLessThanOrEqualTo(100);
        }

        assertThat(tokens.find("token999")).isNotNull();
        assertThat(tokens.find("token950")).isNotNull();
        assertThat(tokens.find("token0")).isNull();
    }

    @Test
    void findShouldKeepATokenWhenItIsInUse() {
        VerifiedTokens tokens = new VerifiedTokens(100);
        tokens.add("in use", CLAIMS);

        for (int i = 0; i < 1_000; i++) {
            tokens.add("token" + i, CLAIMS);
            assertThat(tokens.find("in use")).isNotNull();
            assertThat(tokens.size()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void addShouldKeepTheBoundWhenManyThreadsAdd() throws Exception {
        VerifiedTokens tokens = new VerifiedTokens(100);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> adding = IntStream.range(0, 4)
                    .mapToObj(thread -> (Callable<Integer>) () -> {
                        int most = 0;
                        for (int i = 0; i < 2_000; i++) {
                            tokens.add(thread + "/" + i, CLAIMS);
                            tokens.find(thread + "/" + (i - 60));
                            most = Math.max(most, tokens.size());
                        }
                        return most;
                    })
                    .toList();
            for (Future<Integer> most : threads.invokeAll(adding)) {
                assertThat(most.get()).isBetween(1, 100);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
