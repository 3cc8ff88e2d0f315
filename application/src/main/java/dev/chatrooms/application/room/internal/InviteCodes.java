package dev.chatrooms.application.room.internal;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.room.InviteCode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Creates and parses the codes of invites. The store keeps codes in plain text, since moderators can list them. */
final class InviteCodes {
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private InviteCodes() {}

    static InviteCode random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new InviteCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Parses a code; empty for a text that is not a valid code. */
    static Optional<InviteCode> of(String text) {
        try {
            return Optional.of(new InviteCode(text));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }
}
