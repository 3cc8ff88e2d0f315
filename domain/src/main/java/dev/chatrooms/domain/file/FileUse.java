package dev.chatrooms.domain.file;

import dev.chatrooms.domain.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * A file and the message that it is attached to.
 *
 * @param message null while it is not attached
 */
public record FileUse(UploadedFile file, @Nullable MessageId message) {
    public boolean isAttached() {
        return message != null;
    }
}
