package dev.chatrooms.http.file;

import dev.chatrooms.http.internal.Call;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.ByteRange;
import org.jspecify.annotations.Nullable;

/** The part of a content that a request asks for (RFC 9110, section 14). */
final class ByteRanges {
    /** More are answered with the whole content: it costs less than to find so many pieces. */
    private static final int MAX_RANGES = 32;

    /** A number that may not fit in a long. A range that ends there ends with the content. */
    private static final Pattern TOO_LONG = Pattern.compile("\\d{19,}");

    /** Possessive: no backtracking. */
    private static final Pattern HEADER = Pattern.compile(
            "bytes=[ \t]*+(?:[0-9]++-[0-9]*+|-[0-9]++)" + "(?:[ \t]*+,[ \t]*+(?:[0-9]++-[0-9]*+|-[0-9]++))*+");

    private ByteRanges() {}

    /**
     * Returns the ranges that a request asks for, in ascending order and without overlaps.
     *
     * @param tag the entity tag of the content
     * @return null for the whole content; empty if no range has a byte of the content
     */
    static @Nullable List<ByteRange> of(Call call, String tag, long size) {
        List<String> headers = call.headers("Range");
        String condition = call.header("If-Range");
        if (call.isHead()
                || headers.size() != 1
                || (condition != null && !condition.strip().equals(tag))) {
            return null;
        }
        String header = headers.get(0).strip().toLowerCase(Locale.ROOT);
        if (!HEADER.matcher(header).matches() || isReversed(header)) {
            return null;
        }
        String parsed = TOO_LONG.matcher(header).replaceAll(String.valueOf(Long.MAX_VALUE));
        List<ByteRange> ranges = ByteRange.parse(List.of(parsed), size);
        return ranges.size() > MAX_RANGES ? null : ranges;
    }

    /** Returns whether a range ends before it begins, which makes the header invalid. */
    private static boolean isReversed(String header) {
        for (String range : header.substring(header.indexOf('=') + 1).split(",", -1)) {
            String[] ends = range.strip().split("-", -1);
            if (!ends[0].isEmpty() && !ends[1].isEmpty() && compare(ends[0], ends[1]) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Compares numbers of any length. */
    private static int compare(String a, String b) {
        String first = a.replaceFirst("^0+(?=.)", "");
        String second = b.replaceFirst("^0+(?=.)", "");
        return first.length() == second.length() ? first.compareTo(second) : first.length() - second.length();
    }
}
