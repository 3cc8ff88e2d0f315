package dev.chatrooms.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.admin.DayFigures;
import dev.chatrooms.application.common.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final Instant NOW = Instant.parse("2026-03-04T00:30:00Z");

    private final DemoClock clock = new DemoClock(InstantSource.fixed(NOW));
    private final Chat chat = Chat.inMemoryBuilder().clock(clock).build();

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void contentShouldCoverWeeksAndEndNow() {
        List<Instant> times = new ArrayList<>();
        Demo demo = new Demo(chat, clock, "rooibos with milk");

        Demo.Result result = demo.run(() -> times.add(clock.instant()));

        assertThat(result.messages()).isEqualTo(demo.messages()).isGreaterThan(200);
        assertThat(times).hasSize(result.messages()).isSorted();
        assertThat(times.get(times.size() - 1)).isBefore(NOW).isAfter(NOW.minus(Duration.ofHours(1)));
        assertThat(clock.instant()).isEqualTo(NOW);
        assertThat(chat.administration().reports().statistics().days())
                .extracting(DayFigures::messages)
                .filteredOn(messages -> messages > 0)
                .hasSizeGreaterThan(20);
    }

    @Test
    void demoShouldBePossibleInEmptyChatOnly() {
        assertThat(Demo.isPossible(chat)).isTrue();

        new Demo(chat, clock, "rooibos with milk").run(() -> {});

        assertThat(Demo.isPossible(chat)).isFalse();
        assertThat(chat.administration().users(new PageRequest(1, null)).items())
                .singleElement()
                .satisfies(user -> assertThat(user.username().value()).isEqualTo("ada"));
    }
}
