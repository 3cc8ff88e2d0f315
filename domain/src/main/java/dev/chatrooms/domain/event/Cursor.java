package dev.chatrooms.domain.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the log and the epoch that it counts in. Its text ({@code epoch-position}) is opaque to clients, so it
 * can be extended by positions of further shards of the log.
 */
public record Cursor(Epoch epoch, Position position) {
    private static final Pattern SHAPE = Pattern.compile("([0-9a-z]{1,16})-(0|[1-9][0-9]{0,17})");

    /**
     * Parses a cursor. An unknown text yields an empty result rather than an error, as no stream can resume from it.
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
