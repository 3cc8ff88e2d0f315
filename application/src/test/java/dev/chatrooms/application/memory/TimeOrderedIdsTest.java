package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.IdGeneratorContract;
import java.time.InstantSource;

class TimeOrderedIdsTest implements IdGeneratorContract {
    @Override
    public IdGenerator ids(InstantSource clock) {
        return new TimeOrderedIds(clock);
    }
}
