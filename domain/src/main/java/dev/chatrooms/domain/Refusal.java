package dev.chatrooms.domain;

import java.util.List;

/**
 * A "no" with its reason.
 *
 * @param code the stable reason
 * @param detail one sentence for a person; never a secret, never more than the caller may know
 * @param errors the fields to blame, in the order of the request; empty where no field is
 */
public record Refusal(RefusalCode code, String detail, List<FieldError> errors) {
    public Refusal {
        errors = List.copyOf(errors);
    }

    public Refusal(RefusalCode code, String detail) {
        this(code, detail, List.of());
    }
}
