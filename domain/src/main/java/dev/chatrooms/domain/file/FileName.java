package dev.chatrooms.domain.file;

import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.text.Joiners;

/**
 * The name of a file as it is shown and suggested for downloads. Every text becomes a name: it loses its folders,
 * control, bidirectional and zero-width characters except joiners in their places, unpaired surrogates and the spaces
 * around it, and is cut to {@value #MAX_CODE_POINTS} code points. A long name keeps its extension.
 */
public record FileName(String value) {
    public static final int MAX_CODE_POINTS = 255;

    /** The name of a file that was uploaded without one. */
    public static final FileName UNNAMED = new FileName("file");

    private static final int MAX_EXTENSION = 20;

    /** Creates the name that the text becomes. */
    public FileName {
        value = shortened(withoutInvisible(withoutFolders(value)).strip());
        if (TextRules.isBlank(value) || value.equals(".") || value.equals("..")) {
            value = "file";
        }
    }

    private static String withoutFolders(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static String withoutInvisible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        int index = 0;
        while (index < text.length()) {
            int c = text.codePointAt(index);
            boolean isSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            boolean isJoiner = Joiners.isJoiner(c) && Joiners.isInPlace(text, index);
            if (!isSurrogate && (isJoiner || !TextRules.isInvisible(c))) {
                visible.appendCodePoint(c);
            }
            index += Character.charCount(c);
        }
        return visible.toString();
    }

    private static String shortened(String name) {
        if (TextRules.truncate(name, MAX_CODE_POINTS).equals(name)) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot);
        int length = extension.codePointCount(0, extension.length());
        return length > MAX_EXTENSION
                ? TextRules.truncate(name, MAX_CODE_POINTS)
                : TextRules.truncate(name, MAX_CODE_POINTS - length) + extension;
    }

    @Override
    public String toString() {
        return value;
    }
}
