package dev.chatrooms.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A file of the site, in memory. */
final class Asset {
    private final String contentType;
    private final byte[] plain;
    private final byte @Nullable [] gzipped;
    private final String etag;
    private final Policy policy;

    private Asset(String contentType, byte[] plain, Policy policy) {
        byte[] compressed = gzip(plain);
        this.contentType = contentType;
        this.plain = plain;
        this.gzipped = compressed.length < plain.length ? compressed : null;
        this.etag = "W/\"" + Digests.hex(plain) + "\"";
        this.policy = policy;
    }

    static Asset of(String name, byte[] content, Policy policy) {
        return new Asset(contentType(name), content, policy);
    }

    String contentType() {
        return contentType;
    }

    byte[] plain() {
        return plain;
    }

    /** Returns the compressed content; null if compression does not make it smaller. */
    byte @Nullable [] gzipped() {
        return gzipped;
    }

    /** Returns the tag of both forms, a weak one. */
    String etag() {
        return etag;
    }

    /** Returns the headers of a response, on a server that the client knows by this host and port. */
    Map<String, String> headers(@Nullable String host) {
        return policy.headers(host, etag);
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "ts" -> "text/plain; charset=utf-8";
            case "png" -> "image/png";
            case "svg" -> "image/svg+xml";
            case "json" -> "application/json";
            case "woff2" -> "font/woff2";
            case "webmanifest" -> "application/manifest+json";
            default -> throw new IllegalArgumentException("no media type for " + name);
        };
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
