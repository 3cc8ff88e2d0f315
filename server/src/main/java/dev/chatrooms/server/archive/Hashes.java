package dev.chatrooms.server.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 hashes, in hexadecimal digits. */
final class Hashes {
    private static final int BUFFER = 1 << 16;

    private Hashes() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** Receives pieces of a stream that is read. */
    interface Pieces {
        void accept(byte[] buffer, int length) throws IOException;
    }

    /** Reads a stream to its end and returns its hash. */
    static String of(InputStream in, Pieces pieces) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            pieces.accept(buffer, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Copies a stream and returns its hash. */
    static String copy(InputStream in, OutputStream out) throws IOException {
        return of(in, (buffer, length) -> out.write(buffer, 0, length));
    }
}
