package dev.chatrooms.application.account;

import org.jspecify.annotations.Nullable;

/** What is to be different in what a person shows of himself, raw; null for what stays as it is. */
public record ProfileChange(
        @Nullable Given displayName,
        @Nullable Given firstName,
        @Nullable Given lastName,
        @Nullable Given bio) {

    /**
     * A field that is to change.
     *
     * @param text null for nothing: the field is emptied
     */
    public record Given(@Nullable String text) {}
}
