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

class VerifiedTokenCacheTest {
    private static final Claims CLAIMS = TokenIssuerContract.someClaims();

    @Test
    void findShouldReturnOnlyClaimsOfAddedTokens() {
        VerifiedTokenCache cache = new VerifiedTokenCache(10);

        cache.add("a.b.c", CLAIMS);

        assertThat(cache.find("a.b.c")).isEqualTo(CLAIMS);
        assertThat(cache.find("a.b.d")).isNull();
        assertThat(cache.find("a.b.c ")).isNull();
        assertThat(cache.find("")).isNull();
    }

    @Test
    void addShouldRespectTheCapacity() {
        VerifiedTokenCache cache = new VerifiedTokenCache(100);

        for (int i = 0; i < 1_000; i++) {
            cache.add("token" + i, CLAIMS);
            assertThat(cache.size()).isLessThanOrEqualTo(100);
        }

        assertThat(cache.find("token999")).isNotNull();
        assertThat(cache.find("token950")).isNotNull();
        assertThat(cache.find("token0")).isNull();
    }

    @Test
    void findShouldKeepTokensInUse() {
        VerifiedTokenCache cache = new VerifiedTokenCache(100);
        cache.add("in use", CLAIMS);

        for (int i = 0; i < 1_000; i++) {
            cache.add("token" + i, CLAIMS);
            assertThat(cache.find("in use")).isNotNull();
            assertThat(cache.size()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void addShouldRespectTheCapacityWhenCalledConcurrently() throws Exception {
        VerifiedTokenCache cache = new VerifiedTokenCache(100);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> adding = IntStream.range(0, 4)
                    .mapToObj(thread -> (Callable<Integer>) () -> {
                        int most = 0;
                        for (int i = 0; i < 2_000; i++) {
                            cache.add(thread + "/" + i, CLAIMS);
                            cache.find(thread + "/" + (i - 60));
                            most = Math.max(most, cache.size());
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
