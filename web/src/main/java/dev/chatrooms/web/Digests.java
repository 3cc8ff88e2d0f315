package dev.chatrooms.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of contents, for their addresses. */
final class Digests {
    private static final int NAME_BYTES = 10;

    private Digests() {}

    /** Returns the start of the digest, enough to tell versions of a file apart. */
    static String hex(byte[] content) {
        return HexFormat.of().formatHex(sha256(content), 0, NAME_BYTES);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
