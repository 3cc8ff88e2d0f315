package dev.chatrooms.domain.people;

/**
 * Who sees whether somebody is there: everybody but those between whom there is a block, whoever of them has blocked.
 */
public final class PresencePolicy {
    private PresencePolicy() {}

    /**
     * The presence as somebody else may see it; where it is hidden it looks like that of somebody who was never there.
     */
    public static Presence seen(Presence presence, Blocking blocking) {
        return blocking.either() ? Presence.HIDDEN : presence;
    }
}
