package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.common.Fields;
import dev.chatrooms.wire.Metadata;
import org.jspecify.annotations.Nullable;

/** Custom data of accounts, rooms and messages. */
final class MetadataMapping {
    private MetadataMapping() {}

    static @Nullable Metadata metadata(dev.chatrooms.domain.metadata.@Nullable Metadata metadata) {
        return metadata == null ? null : new Metadata(metadata.json());
    }

    /**
     * Checks custom data that a client sends.
     *
     * @throws dev.chatrooms.application.common.ChatException {@code invalid} if it is too long or too deep
     */
    static dev.chatrooms.domain.metadata.@Nullable Metadata sent(@Nullable Metadata metadata) {
        Fields fields = new Fields();
        var checked =
                fields.optional("metadata", metadata, sent -> new dev.chatrooms.domain.metadata.Metadata(sent.json()));
        fields.check();
        return checked;
    }
}
