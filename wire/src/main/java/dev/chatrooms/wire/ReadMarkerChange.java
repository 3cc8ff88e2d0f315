package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Moves the caller's read marker.
 *
 * @param seq the last message that was read; 0 for none
 * @param markUnread true to move the marker back as well; null or false to move it forward only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadMarkerChange(@Nullable Long seq, @Nullable Boolean markUnread) {}
