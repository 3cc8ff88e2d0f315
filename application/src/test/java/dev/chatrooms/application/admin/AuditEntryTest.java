package dev.chatrooms.application.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditEntryTest {
    private static final AuditEntry ENTRY = AuditEntry.byOperator(AuditAction.ROLE_CHANGED, Instant.EPOCH);

    @Test
    void detailShouldBeRefusedWhenItIsTooLongOrNotStorable() {
        assertThat(ENTRY.with("x".repeat(200)).detail()).hasSize(200);
        for (String detail : List.of("x".repeat(201), "nul \0", "half \uD83D")) {
            assertThatIllegalArgumentException().isThrownBy(() -> ENTRY.with(detail));
        }
    }

    /** The codes are stored in databases: they may be added, but never changed. */
    @Test
    void codesShouldNeverChange() {
        assertThat(Arrays.stream(AuditAction.values()).map(AuditAction::code))
                .contains(
                        "account.created",
                        "account.role_changed",
                        "account.disabled",
                        "account.enabled",
                        "account.password_reset",
                        "room.created",
                        "room.deleted")
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(AuditAction.of(code)).isPresent());
        assertThat(AuditAction.of("room.painted")).isEmpty();
    }
}
