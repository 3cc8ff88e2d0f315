package dev.chatrooms.domain.message;

/** One emoji as people see it, which may be several code points: what they react with. */
public record Emoji(String value) implements Comparable<Emoji> {
    @Override
    public int compareTo(Emoji other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
