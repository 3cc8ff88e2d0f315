package dev.chatrooms.wire.mapping;

import dev.chatrooms.wire.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Pages of lists. */
public final class Pages {
    private Pages() {}

    /** Maps each item of a page. */
    public static <S, T> Page<T> of(
            dev.chatrooms.application.common.Page<S> page, Function<? super S, ? extends T> item) {
        return new Page<>(map(page.items(), item), page.next());
    }

    static <S, T> List<T> map(List<S> items, Function<? super S, ? extends T> item) {
        // Not a stream: a message has two such lists, which most often are empty.
        if (items.isEmpty()) {
            return List.of();
        }
        List<T> mapped = new ArrayList<>(items.size());
        for (S each : items) {
            mapped.add(item.apply(each));
        }
        return mapped;
    }
}
