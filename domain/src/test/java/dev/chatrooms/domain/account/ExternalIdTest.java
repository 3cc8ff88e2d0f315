package dev.chatrooms.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"42", "Sam.Doe+chat@Example.org", "auth0|5f7c", " spaced ", "日本", "a\nb"})
    void anyTextShouldStayAsItIs(String text) {
        assertThat(new ExternalId(text).value()).isEqualTo(text);
    }

    @Test
    void lengthShouldBeCountedInCodePoints() {
        assertThat(new ExternalId("🦊".repeat(255)).value()).hasSize(510);
        assertThatThrownBy(() -> new ExternalId("🦊".repeat(256)))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("too_long"));
    }

    @ParameterizedTest
    @CsvSource({"'', empty", "' ', empty", "'a\u0000', illegal_character", "'\uD83E', illegal_character"})
    void textsThatCannotBeStoredShouldBeRefused(String text, String code) {
        assertThatThrownBy(() -> new ExternalId(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
