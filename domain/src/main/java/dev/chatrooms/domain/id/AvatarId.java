package dev.chatrooms.domain.id;

/** Names the content of a picture: the same bytes have the same name, others have another. Hexadecimal. */
public record AvatarId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
