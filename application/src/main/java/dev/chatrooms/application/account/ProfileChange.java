package dev.chatrooms.application.account;

import org.jspecify.annotations.Nullable;

/** A change of the caller's profile, not yet validated; null for fields that stay the same. */
public record ProfileChange(
        @Nullable NewValue displayName,
        @Nullable NewValue firstName,
        @Nullable NewValue lastName,
        @Nullable NewValue bio) {

    /**
     * A field that changes.
     *
     * @param text the new value; null empties the field
     */
    public record NewValue(@Nullable String text) {}
}
