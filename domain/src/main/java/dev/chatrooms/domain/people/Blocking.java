package dev.chatrooms.domain.people;

/**
 * Who of two people has blocked the other, from the point of view of one of them.
 *
 * @param byMe he has blocked the other
 * @param byOther the other has blocked him
 */
public record Blocking(boolean byMe, boolean byOther) {
    public static final Blocking NONE = new Blocking(false, false);

    public boolean either() {
        return byMe || byOther;
    }
}
