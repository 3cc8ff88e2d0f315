package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * The part of the configuration that is public.
 *
 * @param client the entries of clients by their names without prefix, as a JSON object
 */
public record SiteConfiguration(
        String name,
        String notice,
        boolean registrationOpen,
        boolean emailVerification,
        Limits limits,
        @JsonRawValue String client) {
    /** The limits that clients check before they send. */
    public record Limits(int messageLength, int attachments, long uploadBytes) {}
}
