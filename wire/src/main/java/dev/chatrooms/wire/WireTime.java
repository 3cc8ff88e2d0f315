package dev.chatrooms.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times on the wire: RFC 3339. They are written in UTC and read in any zone. Fractions of a millisecond are cut off.
 */
public final class WireTime {
    static final String FORM = "must be a time, such as 2026-11-20T10:00:00.123Z";

    // OffsetDateTime alone also accepts other years, and times without seconds.
    private static final Pattern SHAPE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final int NANOS_PER_MILLI = 1_000_000;

    private WireTime() {}

    /** Returns the time that a text spells out; null if it is not a time, or one after the year 9999. */
    static @Nullable Instant read(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT))
                    .toInstant()
                    .truncatedTo(ChronoUnit.MILLIS);
            return time.isAfter(LAST) ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * Formats a time in UTC with exactly three digits of milliseconds.
     *
     * @param time in one of the years 0 to 9999, the only ones that RFC 3339 can express
     */
    public static String format(Instant time) {
        return new String(characters(time));
    }

    /** Returns what {@link #format} does as characters. */
    static char[] characters(Instant instant) {
        // Not a DateTimeFormatter: a message has up to five times, and the formatter accounted for a third of what was
        // allocated to render one.
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        char[] text = "uuuu-MM-ddTHH:mm:ss.SSSZ".toCharArray();
        digits(text, 0, 4, time.getYear());
        digits(text, 5, 2, time.getMonthValue());
        digits(text, 8, 2, time.getDayOfMonth());
        digits(text, 11, 2, time.getHour());
        digits(text, 14, 2, time.getMinute());
        digits(text, 17, 2, time.getSecond());
        digits(text, 20, 3, time.getNano() / NANOS_PER_MILLI);
        return text;
    }

    private static void digits(char[] text, int start, int count, int value) {
        int rest = value;
        for (int i = start + count - 1; i >= start; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
