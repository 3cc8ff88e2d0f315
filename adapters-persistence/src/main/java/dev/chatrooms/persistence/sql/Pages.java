package dev.chatrooms.persistence.sql;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import java.util.List;
import java.util.function.Function;

/** Makes pages of lists that were queried for one item more than the page holds. */
public final class Pages {
    private Pages() {}

    /** Cuts a list whose items contain their sort key. */
    public static <T> Page<T> cut(List<T> found, PageRequest page, Function<? super T, PageKey> key) {
        if (found.size() <= page.limit()) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, page.limit());
        return new Page<>(items, key.apply(items.get(items.size() - 1)).encode());
    }

    /** Cuts a list whose sort key comes beside its items. */
    public static <T> Page<T> cut(List<Keyed<T>> found, PageRequest page) {
        Page<Keyed<T>> cut = cut(found, page, Keyed::key);
        return new Page<>(cut.items().stream().map(Keyed::item).toList(), cut.next());
    }
}
