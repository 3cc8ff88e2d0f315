package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Changes the caller's profile. A field that is absent stays as it is; {@code null} empties it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProfileChange(
        @Nullable TextChange displayName,
        @Nullable TextChange firstName,
        @Nullable TextChange lastName,
        @Nullable TextChange bio) {}
