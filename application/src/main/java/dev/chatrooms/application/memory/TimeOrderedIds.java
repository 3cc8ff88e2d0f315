package dev.chatrooms.application.memory;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import dev.chatrooms.application.spi.IdGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * UUIDs of version 7 that only ever grow. Where the clock stands still or goes back, the time in the ids stands still
 * and a counter in them goes on, until the clock has caught up: ids are an order first and a time second.
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
     * The factory itself follows a clock that goes back by more than a second. It asks for the time under its own lock.
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
