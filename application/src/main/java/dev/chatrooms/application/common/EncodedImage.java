package dev.chatrooms.application.common;

import java.util.Arrays;

/** An image and its media type. Immutable: it copies the bytes in and out. */
public final class EncodedImage {
    private final String mediaType;
    private final byte[] bytes;

    /**
     * Creates an image.
     *
     * @param mediaType for example {@code image/png}
     */
    public EncodedImage(String mediaType, byte[] bytes) {
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
        return other instanceof EncodedImage image
                && mediaType.equals(image.mediaType)
                && Arrays.equals(bytes, image.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "EncodedImage[" + mediaType + ", " + bytes.length + " bytes]";
    }
}
