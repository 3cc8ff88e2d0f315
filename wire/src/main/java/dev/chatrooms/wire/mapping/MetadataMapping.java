package dev.chatrooms.wire.mapping;

import dev.chatrooms.wire.Metadata;
import org.jspecify.annotations.Nullable;

/** Custom data of accounts, rooms and messages. */
final class MetadataMapping {
    private MetadataMapping() {}

    static @Nullable Metadata metadata(dev.chatrooms.domain.metadata.@Nullable Metadata metadata) {
        return metadata == null ? null : new Metadata(metadata.json());
    }
}
