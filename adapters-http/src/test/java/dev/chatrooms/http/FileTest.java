package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.SampleImages;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads and downloads over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileTest {
    private static final byte[] LETTERS = Form.bytes("abcdefghijklmnopqrstuvwxyz");

    private TestServer server;
    private Person alice;
    private Person bob;

    @BeforeAll
    void start() {
        server = TestServer.start(limited(ConfigurationKey.UPLOADS_MAX_BYTES, 1024 * 1024));
        alice = server.person("alice");
        bob = server.person("bob");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static ChatSettings limited(ConfigurationKey key, long bytes) {
        return ChatSettings.builder()
                .unlimited()
                .fixed(key, new ConfigurationValue.WholeNumber(bytes))
                .build();
    }

    private String letters() {
        return Form.upload(alice, "letters.txt", LETTERS).at("/url");
    }

    private HttpResponse<byte[]> download(Person person, String path, String... headers) throws Exception {
        var request = person.request(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return server.client().send(request.build(), BodyHandlers.ofByteArray());
    }

    // ---- uploads

    @Test
    void uploadShouldReturnTheFileAndServeItsBytes() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);

        Response uploaded = Form.upload(alice, "data.bin", bytes);

        assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(201);
        assertThat(uploaded.at("/name")).isEqualTo("data.bin");
        assertThat(uploaded.json().path("size").asLong()).isEqualTo(300_000);
        assertThat(uploaded.at("/sha256")).hasSize(64);
        assertThat(uploaded.at("/url")).isEqualTo("/api/v1/files/" + uploaded.at("/id"));
        HttpResponse<byte[]> served = download(alice, uploaded.at("/url"));
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.body()).isEqualTo(bytes);
        assertThat(served.headers().map())
                .containsEntry("content-length", List.of("300000"))
                .containsEntry("etag", List.of('"' + uploaded.at("/sha256") + '"'))
                .containsEntry("cache-control", List.of("private, no-cache"))
                .containsEntry("accept-ranges", List.of("bytes"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("content-security-policy", List.of("sandbox; default-src 'none'"))
                .containsEntry("content-disposition", List.of("attachment; filename=\"data.bin\""));
    }

    @Test
    void typeShouldBeFoundFromTheContent() throws Exception {
        Response picture = Form.upload(alice, "evil.html", SampleImages.png(3, 4));

        assertThat(picture.at("/mediaType")).isEqualTo("image/png");
        HttpResponse<byte[]> served = download(alice, picture.at("/url"));
        assertThat(served.headers().map())
                .containsEntry("content-type", List.of("image/png"))
                .containsEntry("content-disposition", List.of("inline; filename=\"evil.html\""));
        assertThat(download(alice, picture.at("/url") + "?download=1").headers().map())
                .containsEntry("content-disposition", List.of("attachment; filename=\"evil.html\""));
        assertThat(download(alice, picture.at("/url") + "?download=yes").statusCode())
                .isEqualTo(400);
    }

    @Test
    void nameWithALineBreakOrANulShouldNotReachTheHeaders() throws Exception {
        for (String name : List.of("a\r\nSet-Cookie: x=1; \r\n.txt", "a\nSet-Cookie: x=1.txt", "a\0b.txt")) {
            Response uploaded = Form.upload(alice, name, LETTERS);

            if (uploaded.status() == 201) {
                assertThat(uploaded.at("/name")).doesNotContain("\r", "\n", "\0");
                assertThat(download(alice, uploaded.at("/url")).headers().map()).doesNotContainKey("set-cookie");
            } else {
                assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(400);
            }
        }
    }

    @Test
    void emptyFileShouldBeAFileToo() throws Exception {
        Response empty = Form.upload(alice, "empty", new byte[0]);

        assertThat(empty.status()).as(empty.body()).isEqualTo(201);
        HttpResponse<byte[]> served = download(alice, empty.at("/url"));
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.body()).isEmpty();
        assertThat(download(alice, empty.at("/url"), "Range", "bytes=0-").statusCode())
                .isEqualTo(416);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../etc/passwd|passwd",
                "C:\\\\temp\\\\a.txt|a.txt",
                "a\u202Egpj.exe|agpj.exe",
                "a%0D%0ASet-Cookie: x.txt|a%0D%0ASet-Cookie: x.txt",
                "say \"hi\".txt|say \"hi\".txt",
                "Größe.txt|Größe.txt",
                "..|file"
            })
    void nameShouldBeSafeToShow(String sent, String shown) {
        assertThat(Form.upload(alice, sent, LETTERS).at("/name")).isEqualTo(shown);
    }

    @Test
    void nameOfManyEmojiShouldBeCut() {
        String name =
                Form.upload(alice, "\uD83D\uDE42".repeat(300) + ".png", LETTERS).at("/name");

        assertThat(name.codePointCount(0, name.length())).isEqualTo(255);
        assertThat(name).endsWith("\uD83D\uDE42.png");
    }

    @Test
    void nameShouldBeSentInBothForms() throws Exception {
        String url = Form.upload(alice, "Größe \"1\"%.txt", LETTERS).at("/url");

        assertThat(download(alice, url).headers().map())
                .containsEntry(
                        "content-disposition",
                        List.of("attachment; filename=\"Gr__e _1__.txt\"; "
                                + "filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22%25.txt"));
    }

    @Test
    void formWithoutAFileShouldBeInvalid() {
        Response none = server.send(Form.request(alice).POST(BodyPublishers.ofString("--" + Form.BOUNDARY + "--\r\n")));

        assertThat(none.status()).isEqualTo(422);
        assertThat(none.errors()).containsExactly("file missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ncut",
                "--B\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--B--\r\n",
                "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n"
                        + "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--B--\r\n"
            })
    void otherFormsShouldBeMalformed(String body) {
        assertThat(server.send(Form.request(alice)
                                .POST(BodyPublishers.ofString(body.replace("--B", "--" + Form.BOUNDARY))))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void otherBodiesShouldBeRefused() {
        assertThat(alice.post("/api/v1/files", "{}").status()).isEqualTo(415);
        assertThat(server.send(alice.request("/api/v1/files")
                                .header("Content-Type", "multipart/form-data")
                                .POST(BodyPublishers.ofString("x")))
                        .status())
                .isEqualTo(400);
        assertThat(server.send(server.request("/api/v1/files")
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(BodyPublishers.ofString("x")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void fileShouldBeTooLargeBeyondTheLimit() {
        assertThat(Form.upload(alice, "a", new byte[1024 * 1024]).status()).isEqualTo(201);
        Response announced = Form.upload(alice, "a", new byte[1024 * 1024 + 1]);
        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.code()).isEqualTo("payload_too_large");
    }

    // ---- rights

    @Test
    void fileShouldBeHiddenFromOthersUntilItIsAttached() {
        String url = letters();

        assertThat(bob.get(url).status()).isEqualTo(404);
        assertThat(bob.get(url + "/thumbnail").status()).isEqualTo(404);
        assertThat(bob.delete(url).status()).isEqualTo(404);
        assertThat(alice.get("/api/v1/files/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(alice.get("/api/v1/files/x").status()).isEqualTo(400);
        assertThat(server.send(server.request(url)).status()).isEqualTo(401);
    }

    @Test
    void deletedFileShouldBeGone() {
        String url = letters();

        assertThat(alice.delete(url).status()).isEqualTo(204);
        assertThat(alice.get(url).status()).isEqualTo(404);
        assertThat(alice.delete(url).status()).isEqualTo(404);
    }

    @Test
    void ownFilesShouldBeListedNewestFirst() {
        Person carol = server.person("carol");
        String first = Form.upload(carol, "1", LETTERS).at("/id");
        String second = Form.upload(carol, "2", LETTERS).at("/id");

        Response page = carol.get("/api/v1/me/files?limit=1");
        assertThat(page.at("/items/0/id")).isEqualTo(second);
        assertThat(page.json().path("usedBytes").asLong()).isEqualTo(52);
        assertThat(page.json().path("quotaBytes").isNull()).isTrue();
        assertThat(carol.get("/api/v1/me/files?cursor=" + page.at("/next")).at("/items/0/id"))
                .isEqualTo(first);
    }

    // ---- messages

    @Test
    void attachedFileShouldBeReadByThoseWhoMayReadTheMessage() throws Exception {
        Person eve = server.person("eve");
        String room = alice.privateRoom("Files");
        alice.put(room + "/members/bob");
        Response file = Form.upload(alice, "picture.png", SampleImages.png(3, 4));

        Response sent = alice.post(room + "/messages", "{\"attachments\":[\"" + file.at("/id") + "\"]}");

        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        assertThat(sent.json().path("text").asString()).isEmpty();
        assertThat(sent.json().at("/attachments/0")).isEqualTo(file.json());
        assertThat(bob.get(room + "/messages").json().at("/items/0/attachments/0"))
                .isEqualTo(file.json());
        assertThat(download(bob, file.at("/url")).body()).isEqualTo(SampleImages.png(3, 4));
        assertThat(eve.get(file.at("/url")).status()).isEqualTo(404);
        assertThat(alice.delete(file.at("/url")).code()).isEqualTo("attached");
        Response ofAnother = bob.delete(file.at("/url"));
        assertThat(ofAnother.status()).isEqualTo(403);
        assertThat(ofAnother.code()).isEqualTo("insufficient_role");
        assertThat(bob.get(room + "/files?type=image").at("/items/0/messageId")).isEqualTo(sent.at("/id"));
        assertThat(bob.get(room + "/files?type=video").json().path("items").isEmpty())
                .isTrue();
        assertThat(bob.get(room + "/files?type=x").status()).isEqualTo(400);
        assertThat(eve.get(room + "/files").status()).isEqualTo(404);
        alice.delete("/api/v1/messages/" + sent.at("/id"));
        assertThat(bob.get(file.at("/url")).status()).isEqualTo(404);
        assertThat(alice.get(file.at("/url")).status()).isEqualTo(404);
        assertThat(bob.get(room + "/messages").json().at("/items/0").has("attachments"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[null]", "\"x\"", "[1]", "[\"x\"]", "[[]]", "{}"})
    void otherAttachmentsShouldBeMalformed(String attachments) {
        String room = alice.privateRoom("Malformed");

        assertThat(alice.post(room + "/messages", "{\"text\":\"x\",\"attachments\":" + attachments + "}")
                        .status())
                .isEqualTo(400);
    }

    // ---- ranges and conditions

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, bytes 0-0/26, a",
        "bytes=0-2, bytes 0-2/26, abc",
        "bytes=24-, bytes 24-25/26, yz",
        "bytes=-3, bytes 23-25/26, xyz",
        "bytes=20-99, bytes 20-25/26, uvwxyz",
        "bytes=20-99999999999999999999, bytes 20-25/26, uvwxyz",
        "bytes=-99999999999999999999, bytes 0-25/26, abcdefghijklmnopqrstuvwxyz",
        "bytes=-99, bytes 0-25/26, abcdefghijklmnopqrstuvwxyz",
        "'bytes=1-2,2-4', bytes 1-4/26, bcde"
    })
    void rangeShouldBeServed(String range, String contentRange, String content) throws Exception {
        HttpResponse<byte[]> part = download(alice, letters(), "Range", range);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().map())
                .containsEntry("content-range", List.of(contentRange))
                .containsEntry("content-length", List.of(String.valueOf(content.length())));
        assertThat(new String(part.body(), StandardCharsets.US_ASCII)).isEqualTo(content);
    }

    @Test
    void severalRangesShouldBeServedAsParts() throws Exception {
        HttpResponse<byte[]> parts = download(alice, letters(), "Range", "bytes=0-1, -2");

        assertThat(parts.statusCode()).isEqualTo(206);
        String type = parts.headers().firstValue("content-type").orElseThrow();
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        assertThat(new String(parts.body(), StandardCharsets.US_ASCII))
                .isEqualTo("--" + boundary
                        + "\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes 0-1/26\r\n\r\nab\r\n--"
                        + boundary
                        + "\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes 24-25/26\r\n\r\nyz\r\n--"
                        + boundary + "--\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=26-", "bytes=-0", "bytes=99-100", "bytes=26-27,30-", "bytes=99999999999999999999-"})
    void rangeWithoutAByteShouldNotBeSatisfiable(String range) {
        Response refused = server.send(alice.request(letters()).header("Range", range));

        assertThat(refused.status()).isEqualTo(416);
        assertThat(refused.header("Content-Range")).isEqualTo("bytes */26");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=", "bytes=b-a", "lines=1-2", "bytes=5-2", "bytes=1-2-3", "bytes"})
    void invalidRangeShouldBeIgnored(String range) throws Exception {
        assertThat(download(alice, letters(), "Range", range).statusCode()).isEqualTo(200);
    }

    @Test
    void manyRangesShouldBeAnsweredWithTheWholeFile() throws Exception {
        StringBuilder range = new StringBuilder("bytes=0-0");
        for (int i = 2; i <= 80; i += 2) {
            range.append(',').append(i).append('-').append(i);
        }
        String url = Form.upload(alice, "a", new byte[100]).at("/url");

        assertThat(download(alice, url, "Range", range.toString()).statusCode()).isEqualTo(200);
    }

    @Test
    void ifRangeShouldDecideBetweenThePartAndTheWhole() throws Exception {
        String url = letters();
        String tag = download(alice, url).headers().firstValue("etag").orElseThrow();

        assertThat(download(alice, url, "Range", "bytes=0-0", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(download(alice, url, "Range", "bytes=0-0", "If-Range", "\"x\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(download(alice, url, "Range", "bytes=0-0", "If-Range", "W/" + tag)
                        .statusCode())
                .isEqualTo(200);
        assertThat(download(alice, url, "Range", "bytes=0-0", "If-Range", "Sun, 29 Nov 2026 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void cachedFileShouldNotBeSentAgain() throws Exception {
        String url = letters();
        String tag = download(alice, url).headers().firstValue("etag").orElseThrow();

        for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
            HttpResponse<byte[]> response = download(alice, url, "If-None-Match", known);
            assertThat(response.statusCode()).isEqualTo(304);
            assertThat(response.headers().firstValue("etag")).contains(tag);
        }
        assertThat(download(alice, url, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    }

    @Test
    void headShouldHaveTheHeadersOfTheFile() throws Exception {
        String url = letters();

        HttpResponse<String> head = server.client()
                .send(alice.request(url).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().map()).containsEntry("content-length", List.of("26"));
        assertThat(alice.get(url).body()).isEqualTo(new String(LETTERS, StandardCharsets.US_ASCII));
    }

    @Test
    void largeFileShouldArriveWhole() throws Exception {
        byte[] bytes = new byte[1024 * 1024];
        new Random(2).nextBytes(bytes);
        String url = Form.upload(alice, "large.bin", bytes).at("/url");

        assertThat(download(alice, url).body()).isEqualTo(bytes);
        assertThat(download(alice, url, "Range", "bytes=100000-900000").body())
                .isEqualTo(Arrays.copyOfRange(bytes, 100_000, 900_001));
    }

    @Test
    void quotaShouldHoldForAllFilesOfAnAccount() {
        try (TestServer small = TestServer.start(limited(ConfigurationKey.UPLOADS_QUOTA_BYTES, 50))) {
            Person dave = small.person("dave");
            String first = Form.upload(dave, "1", LETTERS).at("/url");

            Response second = Form.upload(dave, "2", LETTERS);
            assertThat(second.status()).isEqualTo(413);
            assertThat(second.code()).isEqualTo("quota_exceeded");
            assertThat(dave.get("/api/v1/me/files").json().path("quotaBytes").asLong())
                    .isEqualTo(50);
            assertThat(Form.upload(dave, "3", new byte[24]).status()).isEqualTo(201);
            assertThat(Form.upload(dave, "4", new byte[1]).code()).isEqualTo("quota_exceeded");
            dave.delete(first);
            assertThat(Form.upload(dave, "5", LETTERS).status()).isEqualTo(201);
        }
    }
}
