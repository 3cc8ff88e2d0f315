package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Cuts pages from sorted streams that start after the page's cursor. */
final class Pages {
    private Pages() {}

    static <T> Page<T> cut(Stream<T> sorted, PageRequest page, Function<T, PageKey> key) {
        List<T> found = sorted.limit(page.limit() + 1L).toList();
        if (found.size() <= page.limit()) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, page.limit());
        return new Page<>(items, key.apply(items.get(items.size() - 1)).encode());
    }
}
