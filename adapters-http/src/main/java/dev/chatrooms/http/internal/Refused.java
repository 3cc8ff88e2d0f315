package dev.chatrooms.http.internal;

import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.mapping.Failure;

/** A "no" of the protocol itself, before any use case was asked. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public Refused(ErrorCode code, String detail) {
        // Any stranger can make as many of these as he likes: no stack trace.
        super(detail, null, false, false);
        this.failure = Failure.of(code, detail);
    }

    Failure failure() {
        return failure;
    }
}
