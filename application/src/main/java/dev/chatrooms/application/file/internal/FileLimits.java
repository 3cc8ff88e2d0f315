package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.domain.RefusalCode;

/** The limits of uploads, as they are configured at the moment. */
final class FileLimits {
    private final LiveConfiguration configuration;

    FileLimits(LiveConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Returns the most bytes of all files of an account; 0 for no limit. */
    long quota() {
        return configuration.number(ConfigurationKey.UPLOADS_QUOTA_BYTES);
    }

    /** @throws ChatException {@code payload_too_large} if a file may not have so many bytes */
    void requireSize(long bytes) {
        long limit = configuration.number(ConfigurationKey.UPLOADS_MAX_BYTES);
        if (bytes > limit) {
            throw new ChatException(RefusalCode.PAYLOAD_TOO_LARGE, "a file may have at most " + limit + " bytes");
        }
    }

    /** @throws ChatException {@code quota_exceeded} if the files of an account may not have so many bytes */
    void requireSpace(long bytes) {
        long quota = quota();
        if (quota != 0 && bytes > quota) {
            throw new ChatException(
                    RefusalCode.QUOTA_EXCEEDED,
                    "all files of an account together may have at most " + quota + " bytes");
        }
    }
}
