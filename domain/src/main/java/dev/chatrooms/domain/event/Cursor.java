package dev.chatrooms.domain.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position together with the history that it counts in. Its text ({@code epoch-position}) is opaque to clients, who
 * only give back what they were given: so it may come to hold a position for each shard of the log one day.
 */
public record Cursor(Epoch epoch, Position position) {
    private static final Pattern SHAPE = Pattern.compile("([0-9a-z]{1,16})-(0|[1-9][0-9]{0,17})");

    /**
     * The cursor of a text, or empty where it is none of ours: that is never an error, it only cannot be resumed from.
     */
    public static Optional<Cursor> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(new Cursor(new Epoch(matcher.group(1)), new Position(Long.parseLong(matcher.group(2)))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return epoch + "-" + position;
    }
}
