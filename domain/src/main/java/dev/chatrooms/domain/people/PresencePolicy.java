package dev.chatrooms.domain.people;

/** The rule for seeing presence: everyone sees it, except two accounts with a block in either direction. */
public final class PresencePolicy {
    private PresencePolicy() {}

    /** Returns the presence to show. A hidden one is equal to that of an account that never connected. */
    public static Presence seen(Presence presence, Blocking blocking) {
        return blocking.either() ? Presence.HIDDEN : presence;
    }
}
