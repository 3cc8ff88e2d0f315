package dev.chatrooms.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefusalCodeTest {
    @Test
    void codesShouldStayAsTheyAreBecauseClientsKnowThem() {
        assertThat(Stream.of(RefusalCode.values()).map(RefusalCode::code))
                .contains(
                        "invalid",
                        "not_found",
                        "unauthenticated",
                        "bad_credentials",
                        "account_disabled",
                        "registration_closed",
                        "username_taken",
                        "name_taken",
                        "not_a_member",
                        "banned",
                        "insufficient_role",
                        "last_owner",
                        "last_admin",
                        "direct_room",
                        "client_id_reused",
                        "rate_limited",
                        "unavailable");
    }

    @Test
    void refusalShouldKeepItsErrorsWhenTheListThatItWasGivenChanges() {
        List<FieldError> errors = new ArrayList<>(List.of(new FieldError("name", "empty", "must not be empty")));
        Refusal refusal = new Refusal(RefusalCode.INVALID, "no", errors);

        errors.clear();

        assertThat(refusal.errors()).hasSize(1);
    }

    @Test
    void decisionShouldThrowWhatTheCallerMakesOfTheRefusal() {
        Decision<String> refused = Decision.refuse(RefusalCode.BANNED, "you are banned");

        assertThat(Decision.accept("yes").orElseThrow(r -> new IllegalStateException(r.detail())))
                .isEqualTo("yes");
        assertThatThrownBy(() -> refused.orElseThrow(r -> new IllegalStateException(r.detail())))
                .hasMessage("you are banned");
    }
}
