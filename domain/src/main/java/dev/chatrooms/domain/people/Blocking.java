package dev.chatrooms.domain.people;

/**
 * The blocks between two accounts, seen from one of them.
 *
 * @param byMe whether this account has blocked the other
 * @param byOther whether the other has blocked this account
 */
public record Blocking(boolean byMe, boolean byOther) {
    public static final Blocking NONE = new Blocking(false, false);

    public boolean either() {
        return byMe || byOther;
    }
}
