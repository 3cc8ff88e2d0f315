package dev.chatrooms.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of the site, in memory.
 *
 * @param gzipped null if compression does not make it smaller
 * @param etag the same for both forms: a weak one
 * @param policy what the file may be used for
 */
record Asset(String contentType, byte[] plain, byte @Nullable [] gzipped, String etag, Policy policy) {
    static Asset of(String name, byte[] content, Policy policy) {
        byte[] gzipped = gzip(content);
        return new Asset(
                contentType(name),
                content,
                gzipped.length < content.length ? gzipped : null,
                "W/\"" + Digests.hex(content) + "\"",
                policy);
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
            case "svg" -> "image/svg+xml";
            case "json" -> "application/json";
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
