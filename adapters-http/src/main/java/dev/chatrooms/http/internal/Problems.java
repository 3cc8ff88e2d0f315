package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.mapping.Failure;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns exceptions into problem responses. An unexpected one is logged under an incident id, and the response carries
 * only that id.
 */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    public static Answer answer(Throwable thrown) {
        Throwable cause = Failure.unwrapped(thrown);
        if (cause instanceof Refused refused) {
            return answer(refused.failure());
        }
        return answer(Failure.of(cause).orElseGet(() -> {
            FatalErrors.report(cause);
            String incident = UUID.randomUUID().toString();
            LOG.error("incident {}", incident, cause);
            return Failure.internal(incident);
        }));
    }

    public static Answer answer(Failure failure) {
        return answer(failure, status(failure.code()));
    }

    static Answer answer(Failure failure, int status) {
        Answer answer = Answer.ofJson(status, "application/problem+json", failure.problem(status));
        if (status == 401) {
            answer = answer.with("WWW-Authenticate", "Bearer");
        }
        Duration retryAfter = failure.retryAfter();
        if (retryAfter != null) {
            // Whole seconds, rounded up: a retry that is slightly early would be refused again.
            long seconds = Math.max(1, (retryAfter.toMillis() + 999) / 1000);
            answer = answer.with("Retry-After", Long.toString(seconds));
        }
        return answer;
    }

    /** Returns the default status of a code. */
    public static int status(ErrorCode code) {
        return switch (code) {
            case BAD_REQUEST -> 400;
            case UNAUTHENTICATED, BAD_CREDENTIALS, INVALID_REFRESH_TOKEN -> 401;
            case ACCOUNT_DISABLED,
                    UNKNOWN_ACCOUNT,
                    EMAIL_NOT_VERIFIED,
                    REGISTRATION_CLOSED,
                    NOT_A_MEMBER,
                    BLOCKED,
                    BANNED,
                    INSUFFICIENT_ROLE,
                    EDIT_WINDOW_PASSED,
                    ADMIN_ONLY,
                    MESSAGE_REFUSED,
                    CROSS_SITE -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case USERNAME_TAKEN,
                    EMAIL_TAKEN,
                    TOO_MANY,
                    DELETED,
                    ATTACHED,
                    NAME_TAKEN,
                    LAST_OWNER,
                    LAST_ADMIN,
                    DIRECT_ROOM,
                    SET_BY_ENVIRONMENT,
                    CLIENT_ID_REUSED -> 409;
            case INVITE_EXPIRED -> 410;
            case PAYLOAD_TOO_LARGE, QUOTA_EXCEEDED -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case RANGE_NOT_SATISFIABLE -> 416;
            case INVALID, INVALID_CODE, SELF, IMAGE_TOO_LARGE -> 422;
            case RATE_LIMITED -> 429;
            case INTERNAL -> 500;
            case NOT_IMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case HTTP_VERSION_NOT_SUPPORTED -> 505;
        };
    }
}
