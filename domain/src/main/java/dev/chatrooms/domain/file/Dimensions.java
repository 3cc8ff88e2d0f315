package dev.chatrooms.domain.file;

/**
 * The size of a picture in pixels as it is shown, upright.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record Dimensions(int width, int height) {
    public Dimensions {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture has at least one pixel each way");
        }
    }

    public long pixels() {
        return (long) width * height;
    }

    /** Returns the dimensions after a quarter turn. */
    public Dimensions turned() {
        return new Dimensions(/* width= */ height, /* height= */ width);
    }
}
