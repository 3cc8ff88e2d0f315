package dev.chatrooms.application.room.internal;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.room.InviteCode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * How codes of invites are made and read. They are stored as they are, since those who may revoke them are shown them.
 */
final class InviteCodes {
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private InviteCodes() {}

    static InviteCode random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new InviteCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty where nothing can have this code. */
    static Optional<InviteCode> of(String text) {
        try {
            return Optional.of(new InviteCode(text));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }
}
