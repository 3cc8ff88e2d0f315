package dev.chatrooms.wire;

/** A link to set a new password. */
public record ResetLink(String resetUrl) {
    @Override
    public String toString() {
        return "ResetLink[REDACTED]";
    }
}
