package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Changes the caller's own settings of a room. A field that is absent stays as it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MembershipSettingsChange(
        @Nullable Boolean muted, @Nullable Boolean favourite) {}
