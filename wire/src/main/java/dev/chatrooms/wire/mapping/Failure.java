package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.Problem;
import dev.chatrooms.wire.Problem.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a request failed. The client gets a {@link Problem} over HTTP and a reply of its own over a socket.
 *
 * @param detail one sentence for a person
 * @param errors the fields that are to blame
 * @param retryAfter when a retry makes sense; null if that is unknown
 * @param incident the id of an internal error in the server's log; null for all other failures
 */
public record Failure(
        ErrorCode code,
        String detail,
        List<FieldError> errors,
        @Nullable Duration retryAfter,
        @Nullable String incident) {
    public Failure {
        errors = List.copyOf(errors);
    }

    /** Returns a failure without further details. */
    public static Failure of(ErrorCode code, String detail) {
        return new Failure(code, detail, List.of(), null, null);
    }

    /** Returns an internal error. The client receives only the incident id, under which the log has the details. */
    public static Failure internal(String incident) {
        return new Failure(
                ErrorCode.INTERNAL, "internal error; quote the incident id to support", List.of(), null, incident);
    }

    /** Returns the failure that an exception stands for; empty for an unexpected one, which is {@link #internal}. */
    public static Optional<Failure> of(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof ChatException e) {
            List<FieldError> errors = Pages.map(
                    e.refusal().errors(), error -> new FieldError(error.field(), error.code(), error.message()));
            return Optional.of(new Failure(
                    code(e.code()), e.refusal().detail(), errors, e.retryAfter().orElse(null), null));
        }
        if (cause instanceof MalformedInput e) {
            return Optional.of(new Failure(ErrorCode.BAD_REQUEST, e.detail(), e.errors(), null, null));
        }
        if (cause instanceof InvalidCursor) {
            FieldError error = new FieldError("cursor", "malformed", "must be the 'next' of this list");
            return Optional.of(
                    new Failure(ErrorCode.BAD_REQUEST, "not a cursor of this list", List.of(error), null, null));
        }
        if (cause instanceof RejectedExecutionException) {
            return Optional.of(new Failure(
                    ErrorCode.UNAVAILABLE, "too many requests are waiting", List.of(), Duration.ofSeconds(1), null));
        }
        return Optional.empty();
    }

    /** Removes the wrapping that futures add to an exception. */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable current = thrown;
        while ((current instanceof CompletionException || current instanceof ExecutionException)
                && current.getCause() != null) {
            current = current.getCause();
        }
        return current;
    }

    /** Returns the problem details of a response with this status. */
    public Problem problem(int status) {
        return Problem.of(code, status, detail, incident, errors);
    }

    /** Returns the code of the same name: clients see every refusal as it is. */
    static ErrorCode code(RefusalCode refusal) {
        return switch (refusal) {
            case INVALID -> ErrorCode.INVALID;
            case NOT_FOUND -> ErrorCode.NOT_FOUND;
            case UNAUTHENTICATED -> ErrorCode.UNAUTHENTICATED;
            case BAD_CREDENTIALS -> ErrorCode.BAD_CREDENTIALS;
            case ACCOUNT_DISABLED -> ErrorCode.ACCOUNT_DISABLED;
            case UNKNOWN_ACCOUNT -> ErrorCode.UNKNOWN_ACCOUNT;
            case EMAIL_NOT_VERIFIED -> ErrorCode.EMAIL_NOT_VERIFIED;
            case INVALID_REFRESH_TOKEN -> ErrorCode.INVALID_REFRESH_TOKEN;
            case INVALID_CODE -> ErrorCode.INVALID_CODE;
            case EMAIL_TAKEN -> ErrorCode.EMAIL_TAKEN;
            case REGISTRATION_CLOSED -> ErrorCode.REGISTRATION_CLOSED;
            case USERNAME_TAKEN -> ErrorCode.USERNAME_TAKEN;
            case NAME_TAKEN -> ErrorCode.NAME_TAKEN;
            case NOT_A_MEMBER -> ErrorCode.NOT_A_MEMBER;
            case BANNED -> ErrorCode.BANNED;
            case INSUFFICIENT_ROLE -> ErrorCode.INSUFFICIENT_ROLE;
            case LAST_OWNER -> ErrorCode.LAST_OWNER;
            case LAST_ADMIN -> ErrorCode.LAST_ADMIN;
            case DIRECT_ROOM -> ErrorCode.DIRECT_ROOM;
            case BLOCKED -> ErrorCode.BLOCKED;
            case SELF -> ErrorCode.SELF;
            case TOO_MANY -> ErrorCode.TOO_MANY;
            case INVITE_EXPIRED -> ErrorCode.INVITE_EXPIRED;
            case DELETED -> ErrorCode.DELETED;
            case IMAGE_TOO_LARGE -> ErrorCode.IMAGE_TOO_LARGE;
            case PAYLOAD_TOO_LARGE -> ErrorCode.PAYLOAD_TOO_LARGE;
            case QUOTA_EXCEEDED -> ErrorCode.QUOTA_EXCEEDED;
            case ATTACHED -> ErrorCode.ATTACHED;
            case UNSUPPORTED_MEDIA_TYPE -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case CLIENT_ID_REUSED -> ErrorCode.CLIENT_ID_REUSED;
            case EDIT_WINDOW_PASSED -> ErrorCode.EDIT_WINDOW_PASSED;
            case ADMIN_ONLY -> ErrorCode.ADMIN_ONLY;
            case SET_BY_ENVIRONMENT -> ErrorCode.SET_BY_ENVIRONMENT;
            case MESSAGE_REFUSED -> ErrorCode.MESSAGE_REFUSED;
            case RATE_LIMITED -> ErrorCode.RATE_LIMITED;
            case UNAVAILABLE -> ErrorCode.UNAVAILABLE;
        };
    }
}
