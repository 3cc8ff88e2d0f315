package dev.chatrooms.application.account;

import java.util.Arrays;

/** A picture's bytes, and of which form they are. Immutable: what goes in and what comes out are copies. */
public final class AvatarImage {
    private final String mediaType;
    private final byte[] bytes;

    /**
     * A picture.
     *
     * @param mediaType such as {@code image/png}
     */
    public AvatarImage(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes.clone();
    }

    public String mediaType() {
        return mediaType;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AvatarImage picture
                && mediaType.equals(picture.mediaType)
                && Arrays.equals(bytes, picture.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Picture[" + mediaType + ", " + bytes.length + " bytes]";
    }
}
