package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.common.Page;
import java.io.IOException;

/** Lists: {@code {items, next?}}. */
public final class PageJson {
    private PageJson() {}

    /** How one item is written. */
    @FunctionalInterface
    public interface Item<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }

    public static <T> void page(JsonGenerator json, Page<T> page, Item<? super T> writer) throws IOException {
        json.writeStartObject();
        fields(json, page, writer);
        json.writeEndObject();
    }

    /** The fields of a list, where something stands beside them. */
    static <T> void fields(JsonGenerator json, Page<T> page, Item<? super T> writer) throws IOException {
        json.writeArrayFieldStart("items");
        for (T item : page.items()) {
            writer.write(json, item);
        }
        json.writeEndArray();
        if (page.next() != null) {
            json.writeStringField("next", page.next());
        }
    }
}
