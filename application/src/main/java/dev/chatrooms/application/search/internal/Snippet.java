package dev.chatrooms.application.search.internal;

import dev.chatrooms.application.search.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Extracts the part of a text around the matches, as HTML whose only tags are {@code <mark>} and {@code </mark>} around
 * the matches.
 */
final class Snippet {
    /** The maximum number of characters of the text. */
    static final int LENGTH = 200;

    private static final int BEFORE = 60;
    private static final String CUT = "\u2026";

    private final String text;
    private int begin;
    private int end;

    /** Chooses the part that contains the given word. */
    private Snippet(String text, Word first) {
        this.text = text;
        begin = back(first.start(), BEFORE);
        end = forth(begin, LENGTH);
        if (end == text.length()) {
            begin = back(end, LENGTH);
        }
        begin = atWord(begin, first.start());
        end = Math.max(afterWord(end, begin), Math.min(first.end(), end));
    }

    /**
     * Returns a snippet.
     *
     * @param found matching words of the text in order, at least one
     */
    static String of(String text, List<Word> found) {
        return new Snippet(text, found.get(0)).marked(found);
    }

    private int back(int from, int characters) {
        return text.codePointCount(0, from) <= characters ? 0 : text.offsetByCodePoints(from, -characters);
    }

    private int forth(int from, int characters) {
        return text.codePointCount(from, text.length()) <= characters
                ? text.length()
                : text.offsetByCodePoints(from, characters);
    }

    /** Moves the start to the beginning of a word, if one begins before {@code latest}. */
    private int atWord(int from, int latest) {
        if (from == 0) {
            return 0;
        }
        int i = from;
        while (i < latest && !Character.isWhitespace(text.charAt(i - 1))) {
            i++;
        }
        return i < latest ? i : from;
    }

    private int afterWord(int from, int earliest) {
        if (from == text.length()) {
            return from;
        }
        int i = from;
        while (i > earliest && !Character.isWhitespace(text.charAt(i))) {
            i--;
        }
        return i > earliest ? i : from;
    }

    private String marked(List<Word> found) {
        StringBuilder html = new StringBuilder(LENGTH * 2);
        if (begin > 0) {
            html.append(CUT);
        }
        int at = begin;
        for (int[] mark : marks(found)) {
            escape(html, at, mark[0]);
            html.append("<mark>");
            escape(html, mark[0], mark[1]);
            html.append("</mark>");
            at = mark[1];
        }
        escape(html, at, end);
        if (end < text.length()) {
            html.append(CUT);
        }
        return html.toString();
    }

    /** Returns the ranges to mark, relative to the snippet; adjacent words are one range. */
    private List<int[]> marks(List<Word> found) {
        List<int[]> marks = new ArrayList<>();
        for (Word word : found) {
            int from = Math.max(word.start(), begin);
            int to = Math.min(word.end(), end);
            int[] last = marks.isEmpty() ? null : marks.get(marks.size() - 1);
            if (last != null && from <= last[1]) {
                last[1] = Math.max(last[1], to);
            } else if (from < to) {
                marks.add(new int[] {from, to});
            }
        }
        return marks;
    }

    private void escape(StringBuilder html, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (text.charAt(i)) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                default -> html.append(text.charAt(i));
            }
        }
    }
}
