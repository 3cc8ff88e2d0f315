package dev.chatrooms.application.memory;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import dev.chatrooms.application.spi.IdGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Generates UUIDs of version 7 in strictly ascending order. While the clock stands still or after it was set back, the
 * time in the ids stays the same and their counter increases, until the clock has caught up.
 */
public final class TimeOrderedIds implements IdGenerator {
    private final TimeOrderedEpochFactory factory;

    public TimeOrderedIds() {
        this(InstantSource.system());
    }

    public TimeOrderedIds(InstantSource time) {
        this.factory = TimeOrderedEpochFactory.builder()
                .withInstantFunction(new NeverBack(time))
                .build();
    }

    @Override
    public UUID next() {
        return factory.create();
    }

    /**
     * A clock that never goes back: the factory would follow a clock that is set back by more than a second. Called
     * under the factory's lock.
     */
    private static final class NeverBack implements Supplier<Instant> {
        private final InstantSource time;
        private Instant latest = Instant.MIN;

        NeverBack(InstantSource time) {
            this.time = time;
        }

        @Override
        public Instant get() {
            Instant now = time.instant();
            latest = now.isAfter(latest) ? now : latest;
            return latest;
        }
    }
}
