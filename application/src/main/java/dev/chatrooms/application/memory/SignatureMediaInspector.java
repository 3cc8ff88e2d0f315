package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.application.spi.MediaInspector;
import dev.chatrooms.application.spi.SeekableContent;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.file.MediaType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Recognizes the four picture formats by their first bytes, and nothing else; the default of an in-memory chat. It
 * decodes nothing: there are no thumbnails, and avatars stay as they are, with their metadata. Thread-safe.
 */
public final class SignatureMediaInspector implements MediaInspector {
    private static final int LONGEST = 12;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final int WEBP_FORMAT = 8;

    @Override
    public Media inspect(SeekableContent content) {
        ByteBuffer start = ByteBuffer.allocate(LONGEST);
        try (SeekableByteChannel channel = content.open()) {
            while (start.hasRemaining() && channel.read(start) != -1) {
                // Channels may return fewer bytes than there are.
            }
        } catch (IOException e) {
            throw new StoreUnavailable("an uploaded content cannot be read", e);
        }
        return new Media(type(Arrays.copyOf(start.array(), start.position())), null, null, null);
    }

    @Override
    public EncodedImage avatar(byte[] image) {
        MediaType type = type(image);
        if (type.equals(MediaType.UNKNOWN)) {
            throw new ImageRejected(ImageRejected.Reason.UNSUPPORTED, null);
        }
        return new EncodedImage(type.value(), image);
    }

    private static MediaType type(byte[] start) {
        if (startsWith(start, 0, PNG)) {
            return MediaType.PNG;
        }
        if (startsWith(start, 0, JPEG)) {
            return MediaType.JPEG;
        }
        if (startsWith(start, 0, ascii("GIF87a")) || startsWith(start, 0, ascii("GIF89a"))) {
            return MediaType.GIF;
        }
        if (startsWith(start, 0, ascii("RIFF")) && startsWith(start, WEBP_FORMAT, ascii("WEBP"))) {
            return MediaType.WEBP;
        }
        return MediaType.UNKNOWN;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] signature) {
        int to = from + signature.length;
        return bytes.length >= to && Arrays.equals(bytes, from, to, signature, 0, signature.length);
    }
}
