package dev.chatrooms.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Problem details as RFC 9457 defines them.
 *
 * @param type leads to the description of the code
 * @param code see {@link ErrorCode}
 * @param detail one sentence for a person
 * @param incident the id of an internal error in the server's log; absent for all other problems
 * @param errors the fields that are to blame; absent if there are none
 */
public record Problem(
        @ServerPath String type,
        String title,
        int status,
        String code,
        String detail,
        @OmittedIfNull @Nullable String incident,
        @OmittedIfNull @Nullable List<FieldError> errors) {

    /**
     * A field that is to blame.
     *
     * @param code stable
     * @param message the same for a person, without the field's name
     */
    public record FieldError(String field, String code, String message) {}

    /** Returns a problem with the type and the title of its code. */
    public static Problem of(
            ErrorCode code, int status, String detail, @Nullable String incident, List<FieldError> errors) {
        return new Problem(
                "/docs/errors#" + code.code(),
                code.title(),
                status,
                code.code(),
                detail,
                incident,
                errors.isEmpty() ? null : List.copyOf(errors));
    }
}
