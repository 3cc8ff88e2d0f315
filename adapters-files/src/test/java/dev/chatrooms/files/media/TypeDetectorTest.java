package dev.chatrooms.files.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.SampleImages;
import dev.chatrooms.domain.file.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeDetectorTest {
    private static final String EBML =
            "\u001AE\u00DF\u00A3\u009FB\u0086\u0081\1B\u00F7\u0081\1B\u00F2\u0081\4B\u00F3\u0081\u0008";

    /** The starts of contents, and their types. */
    private static final List<Arguments> INLINE = List.of(
            Arguments.of("Good morning", "text/plain"),
            Arguments.of("\u00FF\u00FB\u0090\0", "audio/mpeg"),
            Arguments.of("ID3\u0003\u0000", "audio/mpeg"),
            Arguments.of("OggS\u0000\u0002\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\u0013OpusHead", "audio/ogg"),
            Arguments.of("OggS\u0000\u0002\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\u001e\u0001vorbis", "audio/ogg"),
            Arguments.of("OggS\u0000\u0002\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\u002a\u0080theora", "video/ogg"),
            Arguments.of("RIFF\u0024\0\0\0WAVEfmt ", "audio/wav"),
            Arguments.of("fLaC\0\0\0\"", "audio/flac"),
            Arguments.of("\u00FF\u00F1\u0050\u0080", "audio/aac"),
            Arguments.of("\0\0\0\u0014ftypqt  \0\0\0\0", "video/quicktime"),
            Arguments.of("\0\0\0\u0020ftypM4A \0\0\0\0", "audio/mp4"),
            Arguments.of("\0\0\0\u0020ftypisom\0\0\u0002\0", "video/mp4"),
            Arguments.of("\0\0\0\u0020ftypmp42\0\0\0\0", "video/mp4"),
            Arguments.of(EBML + "B\u0082\u0084webm", "video/webm"));

    private static MediaType typeOf(String content) {
        return TypeDetector.detect(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @FieldSource("INLINE")
    void inlineTypesShouldHaveTheNamesThatBrowsersKnow(String content, String type) {
        assertThat(typeOf(content)).isEqualTo(new MediaType(type));
        assertThat(typeOf(content).isInline()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><script>alert(1)</script>",
                "<html><body onload=alert(1)>",
                "  \n<HTML><head>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
                "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
                "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
                "%PDF-1.7\n",
                "PK\u0003\u0004\u0014\0\6\0\u0008\0\0\0!\0[Content_Types].xml",
                "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1",
                "MZ\u0090\0\3\0\0\0",
                "\u007FELF\2\1\1",
                "\u001F\u008B\u0008\0",
                "\u00CA\u00FE\u00BA\u00BE\0\0\0\u003D",
                "\0\1\2\3\4\5"
            })
    void everythingElseShouldBeForDownloadOnly(String content) {
        MediaType type = typeOf(content);

        assertThat(type.isInline()).as(type.value()).isFalse();
        assertThat(type.value()).doesNotContain("tika");
    }

    @Test
    void emptyContentShouldBeOfUnknownType() {
        assertThat(typeOf("")).isEqualTo(MediaType.UNKNOWN);
    }

    /** With nosniff, browsers take each for its first type alone. */
    @Test
    void polyglotShouldBeOfTheTypeThatItBeginsWith() {
        String zip = "PK\u0003\u0004\u0014\0\0\0\u0008\0";
        String png = new String(SampleImages.png(3, 3), StandardCharsets.ISO_8859_1);

        assertThat(typeOf(png + zip)).isEqualTo(MediaType.PNG);
        assertThat(typeOf("GIF89a/*\0\0\0\0\0,\0\0\0\0*/=1;alert(1)")).isEqualTo(MediaType.GIF);
        assertThat(typeOf("GIF89a/*<script>alert(1)</script>*/")).isEqualTo(MediaType.GIF);
        assertThat(typeOf("\u00FF\u00D8\u00FF\u00E0\0\u0010JFIF\0<html><script>"))
                .isEqualTo(MediaType.JPEG);
    }

    @Test
    void scriptShouldBePlainTextOrForDownload() {
        assertThat(typeOf("alert(document.cookie)")).isEqualTo(MediaType.PLAIN_TEXT);
        assertThat(typeOf("<script>alert(1)</script>")).isEqualTo(MediaType.PLAIN_TEXT);
        assertThat(typeOf("#!/bin/sh\nrm -rf /").isInline()).isFalse();
    }
}
