package dev.chatrooms.application.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.account.SampleImages;
import dev.chatrooms.application.spi.MediaInspector.ImageRejected;
import dev.chatrooms.application.spi.MediaInspector.Media;
import dev.chatrooms.application.spi.SeekableContent;
import dev.chatrooms.domain.file.MediaType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureMediaInspectorTest {
    private final SignatureMediaInspector inspector = new SignatureMediaInspector();

    @ParameterizedTest
    @CsvSource({"png, image/png", "jpg, image/jpeg", "gif, image/gif"})
    void pictureShouldHaveItsTypeAndServeAsAnAvatar(String format, String type) {
        byte[] image = SampleImages.drawn(format, 3, 3);

        assertThat(inspector.inspect(SeekableContent.of(image)))
                .isEqualTo(new Media(new MediaType(type), null, null, null));
        assertThat(inspector.avatar(image).mediaType()).isEqualTo(type);
        assertThat(inspector.avatar(image).bytes()).isEqualTo(image);
    }

    @Test
    void webPShouldBeRecognized() {
        byte[] image = SampleImages.webP(SampleImages.losslessChunk(3, 3));

        assertThat(inspector.inspect(SeekableContent.of(image)).type()).isEqualTo(MediaType.WEBP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GIF", "<html>", "RIFF0000WAVE", "\u0089PNG"})
    void anythingElseShouldBeOfUnknownTypeAndNoAvatar(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(inspector.inspect(SeekableContent.of(bytes)).type()).isEqualTo(MediaType.UNKNOWN);
        assertThatThrownBy(() -> inspector.avatar(bytes)).isInstanceOf(ImageRejected.class);
    }
}
