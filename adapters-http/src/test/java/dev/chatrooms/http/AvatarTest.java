package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.SampleImages;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Avatars over HTTP. The adapter that decodes pictures tests its results. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AvatarTest {
    private static final String OWN_AVATAR = "/api/v1/me/avatar";

    private TestServer server;
    private Person alice;
    private Person bob;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
        bob = server.person("bob");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Response upload(byte[] image) {
        return server.send(alice.request(OWN_AVATAR).PUT(BodyPublishers.ofByteArray(image)));
    }

    private HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
        return server.client().send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String avatarUrl(Person person) {
        return person.get("/api/v1/me").at("/avatarUrl");
    }

    @ParameterizedTest
    @CsvSource({"png, image/png, png", "jpg, image/jpeg, jpeg", "gif, image/gif, gif"})
    void avatarShouldBeServedWithItsDetectedMediaType(String format, String mediaType, String extension)
            throws Exception {
        byte[] image = SampleImages.drawn(format, 20, 20);

        Response account = server.send(
                alice.request(OWN_AVATAR).header("Content-Type", "text/html").PUT(BodyPublishers.ofByteArray(image)));

        assertThat(account.status()).isEqualTo(200);
        assertThat(account.at("/avatarUrl")).startsWith("/api/v1/users/" + alice.id() + "/avatar?v=");
        HttpResponse<byte[]> served = bytes(bob.request(account.at("/avatarUrl")));
        assertThat(served.body()).isEqualTo(image);
        assertThat(served.headers().map())
                .containsEntry("content-type", List.of(mediaType))
                .containsEntry("cache-control", List.of("private, max-age=31536000, immutable"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("content-security-policy", List.of("default-src 'none'; sandbox"))
                .containsEntry("content-disposition", List.of("inline; filename=\"avatar." + extension + "\""));
    }

    @Test
    void avatarUrlShouldChangeWhenTheImageChanges() {
        String first = upload(SampleImages.png(20, 20)).at("/avatarUrl");
        String second = upload(SampleImages.png(21, 20)).at("/avatarUrl");

        assertThat(second).isNotEqualTo(first);
        assertThat(upload(SampleImages.png(20, 20)).at("/avatarUrl")).isEqualTo(first);
        assertThat(bob.get(second).header("Cache-Control")).isEqualTo("private, max-age=300");
        assertThat(bob.get("/api/v1/users/ALICE/avatar").header("Cache-Control"))
                .isEqualTo("private, max-age=300");
    }

    @Test
    void avatarShouldBeNotModifiedWhenTheClientHasIt() {
        String url = upload(SampleImages.png(20, 20)).at("/avatarUrl");
        String tag = bob.get(url).header("ETag");

        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            Response response = server.send(bob.request(url).header("If-None-Match", known));
            assertThat(response.status()).as(known).isEqualTo(304);
            assertThat(response.header("ETag")).isEqualTo(tag);
        }
        assertThat(server.send(bob.request(url).header("If-None-Match", "\"x\""))
                        .status())
                .isEqualTo(200);
        assertThat(server.send(bob.request(url).method("HEAD", BodyPublishers.noBody()))
                        .header("ETag"))
                .isEqualTo(tag);
    }

    @Test
    void avatarShouldBeGeneratedWhenNoneIsUploaded() {
        Response generated = alice.get("/api/v1/users/bob/avatar");

        assertThat(avatarUrl(bob)).isEqualTo("/api/v1/users/" + bob.id() + "/avatar");
        assertThat(generated.header("Content-Type")).startsWith("image/svg+xml");
        assertThat(generated.header("Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
        assertThat(generated.body())
                .startsWith("<svg")
                .isEqualTo(alice.get(avatarUrl(bob)).body());
        assertThat(server.send(alice.request(avatarUrl(bob)).header("If-None-Match", generated.header("ETag")))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void deleteShouldRestoreTheGeneratedAvatar() {
        upload(SampleImages.png(20, 20));

        assertThat(alice.delete(OWN_AVATAR).status()).isEqualTo(204);
        assertThat(alice.delete(OWN_AVATAR).status()).isEqualTo(204);

        assertThat(avatarUrl(alice)).doesNotContain("?");
        assertThat(bob.get(avatarUrl(alice)).header("Content-Type")).startsWith("image/svg+xml");
    }

    @Test
    void uploadShouldBeRefusedWhenItIsNotAnImage() {
        for (String text : new String[] {"", "hello", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}) {
            Response refused = upload(text.getBytes(StandardCharsets.US_ASCII));
            assertThat(refused.status()).as(text).isEqualTo(415);
            assertThat(refused.code()).isEqualTo("unsupported_media_type");
        }
    }

    @Test
    void uploadShouldBeRefusedWhenItHasTooManyBytes() {
        byte[] chunk = SampleImages.losslessChunk(3, 3);
        int rest = 1024 * 1024 - 12 - 18 - chunk.length - 8;
        byte[] most = SampleImages.webP(
                SampleImages.extendedChunk(0, 3, 3), chunk, SampleImages.webPChunk("ICCP", new byte[rest]));
        assertThat(most).hasSize(1024 * 1024);
        assertThat(upload(most).status()).isEqualTo(200);

        Response refused = upload(Arrays.copyOf(most, most.length + 1));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo("payload_too_large");
    }

    @Test
    void uploadShouldBeRefusedWhenNotAuthenticated() {
        for (int size : new int[] {0, 1000, 1024 * 1024, 2 * 1024 * 1024}) {
            Response refused = server.send(unauthenticatedUpload(size));
            assertThat(refused.code()).as(size + " bytes").isEqualTo("unauthenticated");
        }
    }

    /**
     * Beyond the amount that the server drains it closes the connection. The response may then be lost, because a TCP
     * reset discards unread data.
     */
    @Test
    void hugeUploadShouldBeCutOffWhenNotAuthenticated() throws InterruptedException {
        HttpRequest request = unauthenticatedUpload(8 * 1024 * 1024).build();
        try {
            assertThat(server.client().send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
        } catch (IOException cut) {
            assertThat(cut).isNotInstanceOf(HttpTimeoutException.class);
        }
        assertThat(alice.get("/api/v1/me").status()).isEqualTo(200);
    }

    private HttpRequest.Builder unauthenticatedUpload(int size) {
        return server.request(OWN_AVATAR)
                .header("Authorization", "Bearer nonsense")
                .PUT(BodyPublishers.ofByteArray(new byte[size]));
    }

    @Test
    void otherRequestsShouldKeepTheDefaultBodyLimit() {
        assertThat(alice.post("/api/v1/rooms", "{\"name\":\"" + "x".repeat(128 * 1024) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void avatarShouldNotBeFoundWhenTheUserIsUnknown() {
        for (String unknown : new String[] {"nobody", "a%20b", "00000000-0000-7000-8000-000000000000", "%00"}) {
            assertThat(alice.get("/api/v1/users/" + unknown + "/avatar").status())
                    .as(unknown)
                    .isIn(400, 404);
        }
        assertThat(server.get("/api/v1/users/bob/avatar").code()).isEqualTo("unauthenticated");
    }
}
