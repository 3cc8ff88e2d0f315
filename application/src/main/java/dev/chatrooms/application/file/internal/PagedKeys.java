package dev.chatrooms.application.file.internal;

import dev.chatrooms.domain.file.ContentKey;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Goes over a list in the order of keys, page by page. Holds one page. Only an empty page is the end.
 *
 * @param <T> the type of the items
 */
final class PagedKeys<T> {
    private final Function<@Nullable ContentKey, List<T>> pageAfter;
    private final Function<T, ContentKey> key;
    private Iterator<T> page = List.<T>of().iterator();
    private @Nullable T next;
    private @Nullable ContentKey last;

    PagedKeys(Function<@Nullable ContentKey, List<T>> pageAfter, Function<T, ContentKey> key) {
        this.pageAfter = pageAfter;
        this.key = key;
        advance();
    }

    /** Returns the key of the current item, or null at the end. */
    @Nullable
    ContentKey key() {
        T item = next;
        return item == null ? null : key.apply(item);
    }

    /** Returns the current item and goes on to the next one. */
    T take() {
        T item = next;
        if (item == null) {
            throw new IllegalStateException("the list has ended");
        }
        advance();
        return item;
    }

    private void advance() {
        if (!page.hasNext()) {
            page = pageAfter.apply(last).iterator();
        }
        T item = page.hasNext() ? page.next() : null;
        if (item != null) {
            last = key.apply(item);
        }
        next = item;
    }
}
