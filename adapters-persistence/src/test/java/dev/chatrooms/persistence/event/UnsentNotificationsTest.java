package dev.chatrooms.persistence.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsentNotificationsTest {
    private final UnsentNotifications notifications = new UnsentNotifications();

    private static Cursor at(long position) {
        return new Cursor(new Epoch("e1"), new Position(position));
    }

    @Test
    void takeShouldReturnTheFurthestHeadFirst() throws InterruptedException {
        notifications.signal("a");
        notifications.announce(at(5));
        notifications.announce(at(7));
        notifications.announce(at(6));

        assertThat(notifications.take()).isEqualTo(new UnsentNotifications.Next(at(7), null));
        assertThat(notifications.take()).isEqualTo(new UnsentNotifications.Next(null, "a"));
    }

    @Test
    void putBackShouldKeepTheHeadUnlessANewerOneWaits() throws InterruptedException {
        notifications.announce(at(5));
        UnsentNotifications.Next unsent = notifications.take();
        notifications.putBack(unsent);
        assertThat(notifications.take()).isEqualTo(unsent);

        notifications.announce(at(6));
        notifications.putBack(unsent);
        assertThat(notifications.take().head()).isEqualTo(at(6));
    }

    @Test
    void takeShouldBundleSignalsInOrderUpToTheSizeLimit() throws InterruptedException {
        List<String> signals = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            signals.add(i + "x".repeat(500 + i));
        }
        signals.forEach(notifications::signal);

        List<String> taken = new ArrayList<>();
        while (taken.size() < signals.size()) {
            String bundle = notifications.take().bundle();
            assertThat(bundle).isNotEmpty().hasSizeLessThanOrEqualTo(UnsentNotifications.MAX_BUNDLE);
            taken.addAll(List.of(bundle.split(UnsentNotifications.SEPARATOR)));
        }
        assertThat(taken).isEqualTo(signals);
    }

    @Test
    void signalShouldDropTheOldestWhenTooManyWait() throws InterruptedException {
        int fitting = UnsentNotifications.MAX_UNSENT_LENGTH / 1000;
        for (int i = 0; i < fitting + 10; i++) {
            notifications.signal("%04d".formatted(i) + "x".repeat(996));
        }

        assertThat(notifications.take().bundle()).startsWith("0010");
    }
}
