package dev.chatrooms.application.account;

import java.util.Arrays;

/** An image and its media type. Immutable: it copies the bytes in and out. */
public final class AvatarImage {
    private final String mediaType;
    private final byte[] bytes;

    /**
     * Creates an image.
     *
     * @param mediaType for example {@code image/png}
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
