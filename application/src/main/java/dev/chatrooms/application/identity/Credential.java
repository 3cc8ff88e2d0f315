package dev.chatrooms.application.identity;

import dev.chatrooms.application.common.Caller;
import java.util.function.Supplier;

/**
 * A credential that an {@link Authenticator} has recognized.
 *
 * @param isAmbient whether a browser adds it to requests by itself, as it does with cookies. Adapters then refuse
 *     requests that pages of other sites have made
 * @param verification verifies it without blocking, and returns what finds the caller, which may block. Both fail with
 *     a {@link dev.chatrooms.application.common.ChatException} if the credential is refused
 */
public record Credential(boolean isAmbient, Supplier<Supplier<Caller>> verification) {
    /** Returns a credential that the client has added to the request. The supplier may block. */
    public static Credential explicit(Supplier<Caller> caller) {
        return new Credential(false, () -> caller);
    }

    /** Returns a credential that a browser adds by itself. The supplier may block. */
    public static Credential ambient(Supplier<Caller> caller) {
        return new Credential(true, () -> caller);
    }

    /** Verifies the credential and finds its caller. May block. */
    public Caller caller() {
        return verification.get().get();
    }
}
