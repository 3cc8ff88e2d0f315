package dev.chatrooms.domain.id;

/** The id of an avatar image, derived from its bytes, in hexadecimal. Equal images have equal ids. */
public record AvatarId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
