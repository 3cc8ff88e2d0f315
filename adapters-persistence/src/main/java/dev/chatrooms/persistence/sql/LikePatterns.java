package dev.chatrooms.persistence.sql;

/** Patterns for {@code like}. */
public final class LikePatterns {
    private LikePatterns() {}

    /** Returns the pattern of texts that contain this part. */
    public static String containing(String part) {
        return "%" + escape(part) + "%";
    }

    /** Escapes the characters that have a meaning in patterns. */
    public static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
