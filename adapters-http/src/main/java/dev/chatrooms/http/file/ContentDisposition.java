package dev.chatrooms.http.file;

import java.nio.charset.StandardCharsets;

/** Writes the header {@code Content-Disposition} (RFC 6266), with the file's name in the encoding of RFC 8187. */
final class ContentDisposition {
    /** What RFC 8187 leaves as it is, besides letters and digits. */
    private static final String PLAIN = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    static String of(boolean inline, String name) {
        String ascii = ascii(name);
        String header = (inline ? "inline" : "attachment") + "; filename=\"" + ascii + "\"";
        return ascii.equals(name) ? header : header + "; filename*=UTF-8''" + encoded(name);
    }

    /** Returns a similar name for old clients, of characters that need no escape. */
    private static String ascii(String name) {
        StringBuilder ascii = new StringBuilder(name.length());
        name.codePoints().forEach(c -> ascii.append(isHarmless(c) ? (char) c : '_'));
        return ascii.toString();
    }

    /** Some clients decode percent signs in the plain form, others do not. */
    private static boolean isHarmless(int c) {
        return c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '%';
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder(3 * name.length());
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            if (isPlain) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
