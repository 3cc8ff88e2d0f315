package dev.chatrooms.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Times as clients give them: RFC 3339, in whatever zone; what is finer than a millisecond is cut off. */
public final class WireTime {
    // OffsetDateTime alone would take other years and times without seconds.
    private static final Pattern SHAPE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private WireTime() {}

    /**
     * The moment that a text spells out.
     *
     * @param field what to blame
     * @throws MalformedInput for anything but a time that the wire can tell back
     */
    public static Instant parse(String field, String text) {
        if (SHAPE.matcher(text).matches()) {
            try {
                Instant moment = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT))
                        .toInstant()
                        .truncatedTo(ChronoUnit.MILLIS);
                if (!moment.isAfter(LAST)) {
                    return moment;
                }
            } catch (DateTimeException e) {
                throw malformed(field);
            }
        }
        throw malformed(field);
    }

    private static MalformedInput malformed(String field) {
        return MalformedInput.field(field, "malformed", "must be a time, such as 2026-11-20T10:00:00.123Z");
    }
}
