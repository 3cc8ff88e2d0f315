package dev.chatrooms.application.people.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.people.People;
import dev.chatrooms.application.people.PersonalLists;
import java.util.concurrent.Executor;

/** The use cases of people, wired together. */
public record PeopleServices(People people, PersonalLists personalLists) {
    /**
     * Builds the use cases.
     *
     * @param workers runs what blocks on the store
     */
    public static PeopleServices create(
            Transactor transactor, PresenceRegistry presence, RateLimits rateLimits, Executor workers) {
        return new PeopleServices(
                new PeopleUseCases(transactor, presence),
                new PersonalListUseCases(transactor, new DirectRoomLock(transactor, workers), rateLimits));
    }
}
