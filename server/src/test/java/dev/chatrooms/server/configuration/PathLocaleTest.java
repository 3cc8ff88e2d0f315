package dev.chatrooms.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Paths that the locale of the process does not support. */
class PathLocaleTest {
    @Test
    void supportsShouldNoticeReplacedAndUnmappableCharacters() {
        PathLocale ascii = new PathLocale(StandardCharsets.US_ASCII, Map.of(), "/srv");
        PathLocale utf8 = new PathLocale(StandardCharsets.UTF_8, Map.of(), "/srv");
        PathLocale inReplaced = new PathLocale(StandardCharsets.UTF_8, Map.of(), "/srv/\uFFFD");

        assertThat(ascii.supports("/data")).isTrue();
        assertThat(ascii.supports("/d\u00e4ta")).isFalse();
        assertThat(utf8.supports("/d\u00e4ta")).isTrue();
        assertThat(utf8.supports("/d\uFFFDta")).isFalse();
        assertThat(inReplaced.supports("/data")).isTrue();
        assertThat(inReplaced.supports("data")).isFalse();
    }

    @Test
    void problemShouldNameVariableThatSetsLocale() {
        assertThat(problem(Map.of("LC_ALL", "C", "LC_CTYPE", "POSIX", "LANG", "de_DE")))
                .contains("(LC_ALL=C)");
        assertThat(problem(Map.of("LC_ALL", "", "LC_CTYPE", "POSIX", "LANG", "de_DE")))
                .contains("(LC_CTYPE=POSIX)");
        assertThat(problem(Map.of("LANG", "de_DE"))).contains("(LANG=de_DE)");
        assertThat(problem(Map.of())).contains("(no LC_ALL is set)");
    }

    private static String problem(Map<String, String> environment) {
        return new PathLocale(StandardCharsets.US_ASCII, environment, "/").problem();
    }
}
