package dev.chatrooms.application.account.internal.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Untrusted bytes, read from the front. A read past their end throws {@link InvalidImage}. */
final class Bytes {
    private final byte[] bytes;
    private final int from;
    private final int end;
    private int at;

    Bytes(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Bytes(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.from = from;
        this.at = from;
        this.end = end;
    }

    /** Returns the position of the next byte, for {@link #copy}. */
    int position() {
        return at;
    }

    boolean atEnd() {
        return at == end;
    }

    int u8() {
        require(1);
        return bytes[at++] & 0xFF;
    }

    /** Returns the next byte without advancing. */
    int peek() {
        require(1);
        return bytes[at] & 0xFF;
    }

    /** Returns the byte after the next one without advancing. */
    int peekSecond() {
        require(2);
        return bytes[at + 1] & 0xFF;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    int u16LittleEndian() {
        return u8() | u8() << 8;
    }

    int u24LittleEndian() {
        return u16LittleEndian() | u8() << 16;
    }

    /** Reads a 32-bit number that must fit into an int. */
    int size() {
        return positive((long) u16() << 16 | u16());
    }

    int sizeLittleEndian() {
        return positive(u16LittleEndian() | (long) u16LittleEndian() << 16);
    }

    private static int positive(long number) {
        require(number <= Integer.MAX_VALUE);
        return (int) number;
    }

    String ascii(int length) {
        require(length);
        String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        at += length;
        return text;
    }

    boolean startsWith(String ascii) {
        return end - at >= ascii.length()
                && new String(bytes, at, ascii.length(), StandardCharsets.ISO_8859_1).equals(ascii);
    }

    void skip(int length) {
        require(length);
        at += length;
    }

    /** Returns the next bytes as a part of their own and advances past them. */
    Bytes part(int length) {
        require(length);
        Bytes part = new Bytes(bytes, at, at + length);
        at += length;
        return part;
    }

    void require(int length) {
        require(length >= 0 && length <= end - at);
    }

    static void require(boolean right) {
        if (!right) {
            throw new InvalidImage();
        }
    }

    /** Copies all bytes, read or not. */
    void copyWhole(ByteArrayOutputStream out) {
        out.write(bytes, from, end - from);
    }

    /** Copies the bytes from {@code start} to the current position. */
    void copy(int start, ByteArrayOutputStream out) {
        out.write(bytes, start, at - start);
    }

    /** Returns the checksum of the bytes from {@code start} to the current position. */
    long crc(int start) {
        CRC32 crc = new CRC32();
        crc.update(bytes, start, at - start);
        return crc.getValue();
    }
}
