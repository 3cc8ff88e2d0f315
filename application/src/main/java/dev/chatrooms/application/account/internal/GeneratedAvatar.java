package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.application.internal.Sha256;
import dev.chatrooms.domain.id.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Generates the avatar of an account without an uploaded one: five rows of five squares, symmetric, in two shades of
 * one colour. It depends on the id alone, so every client sees the same, and few accounts look alike.
 */
final class GeneratedAvatar {
    /** Must change with the algorithm, since clients cache by tag. */
    static final String TAG = "drawn-1-";

    private static final int CELLS = 5;
    private static final int MARGIN = 2;
    /** An image with fewer cells looks empty. */
    private static final int MIN_CELLS = 5;

    private GeneratedAvatar() {}

    /** Returns an SVG image, made of numbers and constants only. */
    static EncodedImage of(AccountId account) {
        return new EncodedImage("image/svg+xml", svg(account).getBytes(StandardCharsets.US_ASCII));
    }

    private static String svg(AccountId account) {
        String digits = HexFormat.of().formatHex(Sha256.of(account.toString().getBytes(StandardCharsets.US_ASCII)));
        int hue = Integer.parseInt(digits.substring(0, 4), 16) % 360;
        int cells = Integer.parseInt(digits.substring(4, 8), 16) & 0x7FFF;
        if (Integer.bitCount(cells) < MIN_CELLS) {
            cells = ~cells & 0x7FFF;
        }
        int dark = Integer.parseInt(digits.substring(8, 12), 16);
        int size = CELLS + 2 * MARGIN;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"256\" height=\"256\" viewBox=\"0 0 " + size + " "
                + size
                + "\" shape-rendering=\"crispEdges\"><path fill=\"" + colour(hue, 0.5, 0.93) + "\" d=\"M0 0h" + size
                + "v"
                + size + "h-" + size + "z\"/>" + squares(cells & ~dark, colour(hue, 0.55, 0.58))
                + squares(cells & dark, colour(hue, 0.6, 0.4)) + "</svg>";
    }

    private static String squares(int cells, String colour) {
        StringBuilder path = new StringBuilder("<path fill=\"" + colour + "\" d=\"");
        for (int row = 0; row < CELLS; row++) {
            for (int column = 0; column < CELLS; column++) {
                int mirrored = Math.min(column, CELLS - 1 - column);
                if ((cells >> (3 * row + mirrored) & 1) == 1) {
                    path.append('M')
                            .append(MARGIN + column)
                            .append(' ')
                            .append(MARGIN + row)
                            .append("h1v1h-1z");
                }
            }
        }
        return path.append("\"/>").toString();
    }

    /** Converts a hue in degrees, and a saturation and lightness from 0 to 1, to RGB as in CSS Color 4. */
    private static String colour(int hue, double saturation, double lightness) {
        double spread = saturation * Math.min(lightness, 1 - lightness);
        int[] offsets = {0, 8, 4};
        StringBuilder colour = new StringBuilder("#");
        for (int offset : offsets) {
            double k = (offset + hue / 30.0) % 12;
            double share = lightness - spread * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
            colour.append(String.format(Locale.ROOT, "%02x", Math.round(share * 255)));
        }
        return colour.toString();
    }
}
