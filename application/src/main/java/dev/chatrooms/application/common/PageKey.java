package dev.chatrooms.application.common;

import dev.chatrooms.domain.TextRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sort key of the last item of a page, encoded as an opaque cursor. For the adapters that answer lists. */
public record PageKey(List<String> parts) {
    // The unit separator: names hold no control characters, so no part contains it.
    private static final String SEPARATOR = "\u001f";

    public PageKey {
        parts = List.copyOf(parts);
    }

    public static PageKey of(Object... parts) {
        return new PageKey(Arrays.stream(parts).map(Object::toString).toList());
    }

    public String encode() {
        byte[] bytes = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Decodes a cursor into a list's own key.
     *
     * @return null for no cursor
     * @throws InvalidCursor if no list with this many parts issued the cursor
     */
    public static <K> @Nullable K decode(@Nullable String cursor, int parts, Function<List<String>, K> key) {
        if (cursor == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> found = List.of(text.split(SEPARATOR, -1));
            if (found.size() != parts || !TextRules.isStorable(text)) {
                throw new InvalidCursor();
            }
            return key.apply(found);
        } catch (IllegalArgumentException e) {
            throw new InvalidCursor();
        }
    }
}
