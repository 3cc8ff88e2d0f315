package dev.chatrooms.persistence.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox();

    private static Cursor at(long position) {
        return new Cursor(new Epoch("e1"), new Position(position));
    }

    @Test
    void headsShouldGoFirstAndOnlyTheFurthest() throws InterruptedException {
        outbox.signal("a");
        outbox.announce(at(5));
        outbox.announce(at(7));
        outbox.announce(at(6));

        assertThat(outbox.take()).isEqualTo(new Outbox.Next(at(7), null));
        assertThat(outbox.take()).isEqualTo(new Outbox.Next(null, "a"));
    }

    @Test
    void headShouldBePutBackUnlessThereIsAnother() throws InterruptedException {
        outbox.announce(at(5));
        Outbox.Next unsent = outbox.take();
        outbox.putBack(unsent);
        assertThat(outbox.take()).isEqualTo(unsent);

        outbox.announce(at(6));
        outbox.putBack(unsent);
        assertThat(outbox.take().head()).isEqualTo(at(6));
    }

    @Test
    void signalsShouldGoInBundlesOfBoundedSizeInOrder() throws InterruptedException {
        List<String> signals = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            signals.add(i + "x".repeat(500 + i));
        }
        signals.forEach(outbox::signal);

        List<String> taken = new ArrayList<>();
        while (taken.size() < signals.size()) {
            String bundle = outbox.take().bundle();
            assertThat(bundle).isNotEmpty().hasSizeLessThanOrEqualTo(Outbox.MAX_BUNDLE);
            taken.addAll(List.of(bundle.split(Outbox.SEPARATOR)));
        }
        assertThat(taken).isEqualTo(signals);
    }

    @Test
    void oldestSignalsShouldBeDroppedWhenTooManyWait() throws InterruptedException {
        int fitting = Outbox.MAX_WAITING / 1000;
        for (int i = 0; i < fitting + 10; i++) {
            outbox.signal("%04d".formatted(i) + "x".repeat(996));
        }

        assertThat(outbox.take().bundle()).startsWith("0010");
    }
}
