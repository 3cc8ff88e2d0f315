package dev.chatrooms.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded file.
 *
 * @param size in bytes
 * @param sha256 in lower-case hexadecimal digits
 * @param width in pixels as shown; absent unless it is known, as the height and the duration are
 * @param thumbnailUrl absent if there is none
 */
public record File(
        UUID id,
        String name,
        String mediaType,
        long size,
        String sha256,
        @OmittedIfNull @Nullable Integer width,
        @OmittedIfNull @Nullable Integer height,
        @OmittedIfNull @Nullable Long durationMs,
        @ServerPath String url,
        @OmittedIfNull @ServerPath @Nullable String thumbnailUrl) {}
