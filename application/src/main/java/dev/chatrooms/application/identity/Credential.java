package dev.chatrooms.application.identity;

import dev.chatrooms.application.account.Authentication.VerifiedToken;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
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

    /** Returns this credential with a caller that the host has begun to vouch for by a time at the latest. */
    Credential issuedBy(Instant latest) {
        return new Credential(isAmbient, () -> {
            Supplier<Caller> verified = verification.get();
            return verified instanceof VerifiedToken token
                    ? new IssuedBy(token, latest)
                    : () -> verified.get().issuedBy(latest);
        });
    }

    private record IssuedBy(VerifiedToken token, Instant latest) implements VerifiedToken {
        @Override
        public AccountId accountId() {
            return token.accountId();
        }

        @Override
        public Caller get() {
            return token.get().issuedBy(latest);
        }
    }

    /** Verifies the credential and finds its caller. May block. */
    public Caller caller() {
        return verification.get().get();
    }
}
