package dev.chatrooms.application.people;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A search for people or rooms by name. A name matches if it contains each word of the search, in any order, ignoring
 * case and accents. No character has a special meaning but a sign at the beginning, which is dropped.
 *
 * @param folded the text as {@link Folding} returns it, without the sign
 */
public record NameSearch(String folded) {
    /** Parses a search for people, who are also written with {@code @}. */
    public static NameSearch ofPeople(String typed) {
        return of(typed, "@");
    }

    /** Parses a search for rooms, which are also written with {@code #} or {@code @}. */
    public static NameSearch ofRooms(String typed) {
        return of(typed, "#@");
    }

    private static NameSearch of(String typed, String signs) {
        String folded = Folding.fold(typed);
        boolean hasSign = !folded.isEmpty() && signs.indexOf(folded.charAt(0)) >= 0;
        return new NameSearch(hasSign ? folded.substring(1).stripLeading() : folded);
    }

    /** Returns whether there is no word, so that every name matches. */
    public boolean isBlank() {
        return folded.isEmpty();
    }

    /** Returns the words, each once. */
    public Set<String> words() {
        return isBlank() ? Set.of() : new LinkedHashSet<>(List.of(folded.split(" ", -1)));
    }

    /**
     * Returns whether a name matches.
     *
     * @param name as {@link Folding} returns it
     */
    public boolean matches(String name) {
        return words().stream().allMatch(name::contains);
    }

    /** Returns the grams of all names that contain each word: its trigrams, or the word itself if it is shorter. */
    public Set<String> grams() {
        return grams("");
    }

    /** Returns the grams of all names that contain each word after a prefix, see {@link #grams()}. */
    Set<String> grams(String prefix) {
        Set<String> grams = new TreeSet<>();
        for (String word : words()) {
            String text = prefix + word;
            int length = text.codePointCount(0, text.length());
            grams.addAll(SearchText.grams(text, Math.min(length, SearchText.LONGEST_GRAM)));
        }
        return grams;
    }
}
