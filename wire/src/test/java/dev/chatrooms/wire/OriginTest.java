package dev.chatrooms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @Test
    void requireExactShouldAcceptOriginsAsBrowsersSendThem() {
        Set<String> origins = Set.of(
                "https://chat.example.org",
                "http://127.0.0.1:8080",
                "http://[::1]:8080",
                "capacitor://localhost",
                "safari-web-extension://4A7C1D0E-3B9F-4B52-8D5E-1F2A3B4C5D6E");

        assertThat(Origin.requireExact(origins)).isEqualTo(origins);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/",
                "x.example",
                "localhost:8080",
                "mailto:sam@example.org",
                "*",
                "null",
                "",
                "HTTP://X.example:80",
                "https://X.example",
                "https://x.example:443",
                "http://x.example:0",
                "https://sam@x.example",
                "https://x.example/path"
            })
    void requireExactShouldRefuseWhatNoBrowserSends(String origin) {
        assertThatThrownBy(() -> Origin.requireExact(Set.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowedOrigins")
                .hasMessageEndingWith(origin);
    }
}
