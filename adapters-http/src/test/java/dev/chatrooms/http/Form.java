package dev.chatrooms.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** Forms with files, as browsers and curl send them. */
final class Form {
    static final String BOUNDARY = "----form7MA4YWxkTrZu0gW";

    private Form() {}

    static Response upload(Person person, String name, byte[] content) {
        return uploadPart(person, part("file", name), content);
    }

    /** Uploads a form with one part of this head. */
    static Response uploadPart(Person person, String head, byte[] content) {
        return person.server().send(uploadingPart(person, head, content));
    }

    /** Returns the request of an upload. */
    static HttpRequest.Builder uploading(Person person, String name, byte[] content) {
        return uploadingPart(person, part("file", name), content);
    }

    private static HttpRequest.Builder uploadingPart(Person person, String head, byte[] content) {
        return request(person)
                .POST(BodyPublishers.ofByteArrays(List.of(
                        bytes("--" + BOUNDARY + "\r\n" + head + "\r\n"),
                        content,
                        bytes("\r\n--" + BOUNDARY + "--\r\n"))));
    }

    static HttpRequest.Builder request(Person person) {
        return person.request("/api/v1/files").header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    /** Returns the head of a part; a null name is left out. */
    static String part(String name, String fileName) {
        return "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName.replace("\"", "%22")
                + "\"\r\nContent-Type: text/html\r\n";
    }

    /** Returns a form with a file of this content, without a known length. */
    static InputStream stream(InputStream content) {
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(bytes("--" + BOUNDARY + "\r\n" + part("file", "big.bin") + "\r\n")),
                content,
                new ByteArrayInputStream(bytes("\r\n--" + BOUNDARY + "--\r\n")))));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
