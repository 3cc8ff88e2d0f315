package dev.chatrooms.server;

import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.SampleImages;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.file.FileUpload;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.files.media.ContentInspector;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import io.javalin.Javalin;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Thumbnails over HTTP, with the adapter that makes them: the rights to see one are those of its file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThumbnailTest {
    private final ContentInspector inspector = new ContentInspector();
    private final Chat chat = Chat.inMemoryBuilder()
            .settings(ChatSettings.builder().unlimited().build())
            .mediaInspector(inspector)
            .build();
    private final HttpClient client = HttpClient.newHttpClient();
    private Javalin javalin;
    private Caller alice;
    private RoomId room;

    @BeforeAll
    void start() {
        javalin = Javalin.create(
                        HttpAdapter.of(chat, HttpSettings.using(chat.workers()).build()))
                .start("127.0.0.1", 0);
        alice = person(chat, "alice");
        person(chat, "bob");
        person(chat, "eve");
        room = privateRoom(chat, alice, "Tea", "bob");
    }

    @AfterAll
    void stop() {
        javalin.stop();
        chat.close();
        inspector.close();
    }

    private HttpResponse<byte[]> thumbnail(String name, UploadedFile file, String knownTag) throws Exception {
        String token = get(chat.authentication().login(new Login(name, "correct horse", null, null)))
                .accessToken();
        String path = "/api/v1/files/" + file.id() + "/thumbnail";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + path))
                .header("Authorization", "Bearer " + token);
        if (knownTag != null) {
            request.header("If-None-Match", knownTag);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private int status(String name, UploadedFile file, String knownTag) throws Exception {
        return thumbnail(name, file, knownTag).statusCode();
    }

    @Test
    void thumbnailShouldBeSeenByThoseWhoMayReadItsMessage() throws Exception {
        UploadedFile file;
        try (FileUpload upload = chat.files().upload(alice)) {
            get(upload.write(ByteBuffer.wrap(SampleImages.png(1000, 500))));
            file = get(upload.finish("picture.png"));
        }
        HttpResponse<byte[]> own = thumbnail("alice", file, null);
        String tag = own.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo('"' + file.content().hash().value() + "-t\"");
        assertThat(ImageIO.read(new ByteArrayInputStream(own.body())).getWidth())
                .isEqualTo(640);
        assertThat(own.headers().map())
                .containsEntry("cache-control", List.of("private, no-cache"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(status("bob", file, tag)).isEqualTo(404);

        MessageId message = get(chat.messages()
                        .send(alice, new Send(room, "look", null).withAttachments(List.of(file.id()))))
                .message()
                .id();
        assertThat(thumbnail("bob", file, null).body()).isEqualTo(own.body());
        assertThat(status("bob", file, tag)).isEqualTo(304);
        assertThat(status("eve", file, tag)).isEqualTo(404);

        get(chat.moderation().remove(alice, room, "bob"));
        assertThat(status("bob", file, tag)).isEqualTo(404);
        assertThat(status("alice", file, tag)).isEqualTo(304);
        get(chat.editing().delete(alice, message));
        assertThat(status("alice", file, tag)).isEqualTo(404);
        assertThat(status("alice", file, null)).isEqualTo(404);
    }
}
