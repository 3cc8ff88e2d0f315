package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.people.PersonPresence;
import dev.chatrooms.wire.Blocking;
import dev.chatrooms.wire.Page;
import dev.chatrooms.wire.Person;
import dev.chatrooms.wire.Presence;
import dev.chatrooms.wire.Profile;
import java.util.List;

/** People and the viewer's relation to them. */
public final class PeopleMapping {
    private PeopleMapping() {}

    public static Person person(dev.chatrooms.application.people.Person person) {
        Profile profile = AccountMapping.profile(person.profile());
        return new Person(
                profile.id(),
                profile.username(),
                profile.displayName(),
                profile.firstName(),
                profile.lastName(),
                profile.bio(),
                profile.role(),
                profile.avatarUrl(),
                profile.kind(),
                profile.metadata(),
                profile.createdAt(),
                profile.updatedAt(),
                person.isContact(),
                person.blockedByMe());
    }

    public static Blocking blocking(dev.chatrooms.domain.people.Blocking blocking) {
        return new Blocking(blocking.either(), blocking.byMe());
    }

    /** Maps the presence of some people, which is a list without further pages. */
    public static Page<Presence> presences(List<PersonPresence> people) {
        return new Page<>(
                Pages.map(
                        people,
                        person -> new Presence(
                                person.userId().value(),
                                EnumNames.of(person.presence().status()),
                                person.presence().lastSeenAt())),
                null);
    }
}
