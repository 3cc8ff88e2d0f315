package dev.chatrooms.http.internal;

import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.mapping.Failure;

/** A refusal by the protocol, before any use case is called. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public Refused(ErrorCode code, String detail) {
        // No stack trace: unauthenticated clients can cause any number of these.
        super(detail, null, false, false);
        this.failure = Failure.of(code, detail);
    }

    Failure failure() {
        return failure;
    }
}
