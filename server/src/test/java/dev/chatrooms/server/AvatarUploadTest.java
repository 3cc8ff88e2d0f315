package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.SampleImages;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.files.media.ContentInspector;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import io.javalin.Javalin;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Avatars over HTTP, with the adapter that makes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AvatarUploadTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ContentInspector inspector = new ContentInspector();
    private final Chat chat = Chat.inMemoryBuilder()
            .settings(ChatSettings.builder().unlimited().build())
            .mediaInspector(inspector)
            .build();
    private final HttpClient client = HttpClient.newHttpClient();
    private Javalin javalin;
    private String token;

    @BeforeAll
    void start() throws Exception {
        javalin = Javalin.create(
                        HttpAdapter.of(chat, HttpSettings.using(chat.workers()).build()))
                .start("127.0.0.1", 0);
        chat.accounts().register(Registration.of("alice", "correct horse")).join();
        String login = "{\"username\":\"alice\",\"password\":\"correct horse\"}";
        HttpResponse<byte[]> session = send(HttpRequest.newBuilder(uri("/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(login)));
        token = json(session).path("accessToken").textValue();
    }

    @AfterAll
    void stop() {
        javalin.stop();
        chat.close();
        inspector.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + javalin.port() + path);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private HttpResponse<byte[]> upload(byte[] image) throws Exception {
        return send(HttpRequest.newBuilder(uri("/api/v1/me/avatar"))
                .header("Authorization", "Bearer " + token)
                .PUT(BodyPublishers.ofByteArray(image)));
    }

    private HttpResponse<byte[]> uploaded(byte[] image) throws Exception {
        HttpResponse<byte[]> account = upload(image);
        assertThat(account.statusCode()).isEqualTo(200);
        return send(HttpRequest.newBuilder(uri(json(account).path("avatarUrl").textValue()))
                .header("Authorization", "Bearer " + token));
    }

    @Test
    void avatarShouldBeScaledAndHaveNoMetadata() throws Exception {
        HttpResponse<byte[]> avatar = uploaded(SampleImages.tellingJpeg(SampleImages.drawn("jpg", 1000, 500)));

        assertThat(avatar.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(new String(avatar.body(), StandardCharsets.ISO_8859_1)).doesNotContain(SampleImages.SECRET);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(avatar.body()));
        assertThat(picture.getWidth()).isEqualTo(480);
        assertThat(picture.getHeight()).isEqualTo(240);
    }

    @Test
    void everyFormatShouldBeAcceptedByItsContent() throws Exception {
        assertThat(uploaded(SampleImages.telling(SampleImages.png(20, 20)))
                        .headers()
                        .firstValue("Content-Type"))
                .contains("image/png");
        assertThat(uploaded(SampleImages.tellingGif(SampleImages.drawn("gif", 20, 20)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void uploadShouldBeRefusedWhenItIsNoPicture() throws Exception {
        byte[] png = SampleImages.png(200, 200);
        for (byte[] image : new byte[][] {
            {},
            "GIF89a".getBytes(StandardCharsets.US_ASCII),
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.US_ASCII),
            Arrays.copyOf(png, png.length / 2)
        }) {
            HttpResponse<byte[]> refused = upload(image);
            assertThat(refused.statusCode()).isEqualTo(415);
            assertThat(json(refused).path("code").textValue()).isEqualTo("unsupported_media_type");
        }
    }

    @Test
    void uploadShouldBeRefusedWhenItHasTooManyPixelsOrBytes() throws Exception {
        assertThat(upload(SampleImages.drawn("gif", 4096, 1)).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> wide = upload(SampleImages.drawn("gif", 4097, 1));
        HttpResponse<byte[]> large = upload(new byte[1024 * 1024 + 1]);

        assertThat(wide.statusCode()).isEqualTo(422);
        assertThat(json(wide).path("code").textValue()).isEqualTo("image_too_large");
        assertThat(large.statusCode()).isEqualTo(413);
    }
}
