package dev.chatrooms.domain.message;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Blanks the parts of a message in which an {@code @} mentions no account: code as in Markdown, and links. */
final class CodeAndLinks {
    private static final int SHORTEST_FENCE = 3;
    /** Schemes of links without slashes. After others, such as in {@code cc:@bob}, the name is a mention. */
    private static final Set<String> SCHEMES =
            Set.of("acct", "im", "irc", "mailto", "matrix", "sip", "sips", "sms", "tel", "xmpp");

    private final String text;
    private final StringBuilder masked;

    private CodeAndLinks(String text) {
        this.text = text;
        this.masked = new StringBuilder(text);
    }

    /** Returns a text of the same length, with each character of code replaced by a backtick, of links by a letter. */
    static String mask(String text) {
        CodeAndLinks parts = new CodeAndLinks(text);
        if (text.indexOf('`') >= 0 || text.indexOf('~') >= 0) {
            parts.maskCode();
        }
        parts.maskLinks();
        return parts.masked.toString();
    }

    private void maskCode() {
        int paragraph = 0;
        int line = 0;
        while (line < text.length()) {
            int next = endOfLine(line);
            int fence = fence(line, next);
            if (fence > 0) {
                maskInline(paragraph, line);
                next = endOfFenced(line, next, fence);
                fill(line, next, '`');
                paragraph = next;
            } else if (text.substring(line, next).isBlank()) {
                maskInline(paragraph, line);
                paragraph = next;
            }
            line = next;
        }
        maskInline(paragraph, text.length());
    }

    private int endOfFenced(int opening, int from, int fence) {
        char mark = text.charAt(skipSpaces(opening, from));
        int line = from;
        while (line < text.length()) {
            int next = endOfLine(line);
            int start = skipSpaces(line, next);
            int length = fence(line, next);
            boolean closes = length >= fence
                    && text.charAt(start) == mark
                    && text.substring(start + length, next).isBlank();
            line = next;
            if (closes) {
                break;
            }
        }
        return line;
    }

    /** Returns the length of the fence with which a line begins; 0 for another line. */
    private int fence(int line, int end) {
        int start = skipSpaces(line, end);
        if (start == end || start - line > 3 || (text.charAt(start) != '`' && text.charAt(start) != '~')) {
            return 0;
        }
        int length = runLength(start, end);
        boolean isInline =
                text.charAt(start) == '`' && text.substring(start + length, end).indexOf('`') >= 0;
        return length < SHORTEST_FENCE || isInline ? 0 : length;
    }

    /** A span of code ends with as many backticks as it begins with, in the same paragraph. */
    private void maskInline(int from, int end) {
        Set<Integer> unclosed = new HashSet<>();
        int i = from;
        while (i < end) {
            if (text.charAt(i) != '`') {
                i++;
                continue;
            }
            int length = runLength(i, end);
            int close = unclosed.contains(length) ? end : closingRun(i + length, end, length);
            if (close < end) {
                fill(i, close + length, '`');
                i = close + length;
            } else {
                unclosed.add(length);
                i += length;
            }
        }
    }

    private int closingRun(int from, int end, int length) {
        int i = from;
        while (i < end) {
            int run = text.charAt(i) == '`' ? runLength(i, end) : 0;
            if (run == length) {
                return i;
            }
            i += Math.max(run, 1);
        }
        return end;
    }

    private void maskLinks() {
        int start = 0;
        while (start < masked.length()) {
            int end = start;
            while (end < masked.length() && !endsLink(masked.charAt(end))) {
                end++;
            }
            int link = startOfLink(masked.substring(start, end));
            if (link >= 0) {
                fill(start + link, end, 'x');
            }
            start = end + 1;
        }
    }

    /** Returns where a link begins in a text without white space: at its scheme's end, at its host or -1. */
    private static int startOfLink(String token) {
        int colon = token.indexOf(':');
        if (colon > 0 && SCHEMES.contains(schemeBefore(token, colon))) {
            return colon;
        }
        int slash = token.indexOf('/');
        if (slash >= 0 && token.startsWith("://", slash - 1)) {
            return slash - 1;
        }
        if (token.regionMatches(true, 0, "www.", 0, 4)) {
            return 0;
        }
        int host = slash;
        while (host > 0 && isOfHost(token.charAt(host - 1))) {
            host--;
        }
        int dot = slash < 0 ? -1 : token.lastIndexOf('.', slash);
        boolean isMention = host > 0 && NamesInText.isAt(token.charAt(host - 1));
        return !isMention && dot > host && slash - dot > 2 ? slash : -1;
    }

    private static String schemeBefore(String token, int colon) {
        int start = colon;
        while (start > 0 && NamesInText.isLetterOrDigit(token.charAt(start - 1))) {
            start--;
        }
        return token.substring(start, colon).toLowerCase(Locale.ROOT);
    }

    private static boolean isOfHost(char c) {
        return NamesInText.isLetterOrDigit(c) || c == '.' || c == '-' || c == ':';
    }

    private static boolean endsLink(char c) {
        boolean isWidePunctuation = c >= 0x80 && !Character.isLetterOrDigit(c) && !Character.isSurrogate(c);
        return Character.isWhitespace(c) || isWidePunctuation || "<>\"`".indexOf(c) >= 0;
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private int skipSpaces(int from, int end) {
        int i = from;
        while (i < end && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private int runLength(int from, int end) {
        int i = from;
        while (i < end && text.charAt(i) == text.charAt(from)) {
            i++;
        }
        return i - from;
    }

    private void fill(int from, int end, char with) {
        for (int i = from; i < end; i++) {
            masked.setCharAt(i, with);
        }
    }
}
