package dev.chatrooms.domain;

import java.util.List;

/** Texts that have broken programs before. In escapes, because most of them cannot be seen. */
public final class Characters {
    /** One code point, two chars. */
    public static final String EMOJI = "\uD83D\uDE00";
    /** One letter to the eye, two code points. */
    public static final String COMBINED = "e\u0301";
    /** One family to the eye, five code points, held together by zero-width joiners. */
    public static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    /** A red heart: a sign and the selector that makes it an emoji. */
    public static final String HEART = "\u2764\uFE0F";
    /** Looks like K, and lower-cases to an ordinary k. */
    public static final String KELVIN = "\u212A";

    /** Nothing of these can be written as UTF-8 or stored. */
    public static final List<String> UNENCODABLE =
            List.of("\0", "\uD83D", "\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00", "\uD83D\uDE00\uDE00");

    /** Space, tab, line ends, no-break, ogham, em, narrow, ideographic spaces, line and paragraph separators. */
    public static final List<String> SPACES = List.of(
            " ", "\t", "\n", "\r\n", "\u000B", "\u0085", "\u00A0", "\u1680", "\u2003", "\u202F", "\u3000", "\u2028",
            "\u2029");

    /** Control, bidirectional and zero-width characters, a byte order mark, a tag and letters that show nothing. */
    public static final List<String> INVISIBLE = List.of(
            "\u0001",
            "\u001F",
            "\u007F",
            "\u009F",
            "\u00AD",
            "\u061C",
            "\u180E",
            "\u200B",
            "\u200C",
            "\u200D",
            "\u200E",
            "\u200F",
            "\u202A",
            "\u202E",
            "\u2060",
            "\u2066",
            "\u2069",
            "\uFEFF",
            "\uDB40\uDC41",
            "\u115F",
            "\u3164",
            "\uFFA0",
            "\u034F",
            "\u17B4",
            "\u2065",
            "\uFFF0",
            "\uDB40\uDC00");

    /**
     * Nothing to see by themselves, though they have a place in a text: variation selectors, the blank Braille pattern.
     */
    public static final List<String> BLANK = List.of("\uFE0F", "\uFE00", "\u180B", "\uDB40\uDD00", "\u2800");

    private Characters() {}
}
