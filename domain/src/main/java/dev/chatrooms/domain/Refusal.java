package dev.chatrooms.domain;

import java.util.List;

/**
 * The reason why a command is refused.
 *
 * @param code the stable reason
 * @param detail one sentence in English, without secrets or anything that the caller may not know
 * @param errors the refused fields in the order of the request; empty if no field is the reason
 */
public record Refusal(RefusalCode code, String detail, List<FieldError> errors) {
    public Refusal {
        errors = List.copyOf(errors);
    }

    public Refusal(RefusalCode code, String detail) {
        this(code, detail, List.of());
    }
}
