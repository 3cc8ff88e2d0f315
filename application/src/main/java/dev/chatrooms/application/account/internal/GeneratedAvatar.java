package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.application.internal.Sha256;
import dev.chatrooms.domain.id.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Generates the avatar of an account without an uploaded one: a coloured ground, a tilted half and a disc. It depends
 * on the id alone, so every client sees the same, and few accounts look alike.
 */
final class GeneratedAvatar {
    /** Must change with the algorithm, since clients cache by tag. */
    static final String TAG = "drawn-2-";

    private static final int SIZE = 64;
    private static final int MIDDLE = SIZE / 2;
    private static final int FULL_TURN = 360;

    private GeneratedAvatar() {}

    /** Returns an SVG image, made of numbers and constants only. */
    static EncodedImage of(AccountId account) {
        return new EncodedImage("image/svg+xml", svg(account).getBytes(StandardCharsets.US_ASCII));
    }

    private static String svg(AccountId account) {
        byte[] digest = Sha256.of(account.toString().getBytes(StandardCharsets.US_ASCII));
        int hue = (value(digest, 0) << 8 | value(digest, 1)) % FULL_TURN;
        int angle = (value(digest, 2) << 8 | value(digest, 3)) % FULL_TURN;
        int shift = 24 + value(digest, 4) % 32;
        int radius = 9 + value(digest, 5) % 7;
        int x = 18 + value(digest, 6) % 29;
        int y = 18 + value(digest, 7) % 29;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"256\" height=\"256\" viewBox=\"0 0 " + SIZE + " "
                + SIZE + "\"><path fill=\"" + colour(hue, 0.58, 0.52) + "\" d=\"M0 0h64v64H0z\"/><path fill=\""
                + colour(hue + shift, 0.7, 0.64) + "\" d=\"M-64 " + (MIDDLE + value(digest, 8) % 10)
                + "H128V160H-64z\" transform=\"rotate(" + angle + " " + MIDDLE + " " + MIDDLE + ")\"/><circle fill=\""
                + colour(hue + FULL_TURN - shift, 0.85, 0.86) + "\" cx=\"" + x + "\" cy=\"" + y + "\" r=\"" + radius
                + "\"/></svg>";
    }

    private static int value(byte[] digest, int index) {
        return digest[index] & 0xFF;
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
