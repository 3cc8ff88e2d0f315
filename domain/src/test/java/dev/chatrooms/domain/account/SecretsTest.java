package dev.chatrooms.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.domain.InvalidValue;
import org.junit.jupiter.api.Test;

/** Nothing prints a secret: what is printed is logged one day. */
class SecretsTest {
    private static final String SECRET = "correct horse battery staple";

    private record Holder(Password password, PasswordHash hash) {}

    @Test
    void secretsShouldBeRedactedWhenPrinted() {
        assertThat(new Password(SECRET)).hasToString("[REDACTED]");
        assertThat(new PasswordHash(SECRET)).hasToString("[REDACTED]");
        assertThat(new Holder(new Password(SECRET), new PasswordHash(SECRET)).toString())
                .doesNotContain("horse");
    }

    @Test
    void refusalOfAPasswordShouldNotQuoteItWhenItIsUnacceptable() {
        for (String bad : new String[] {"horse", SECRET.repeat(20), SECRET + "\0"}) {
            assertThatThrownBy(() -> new Password(bad))
                    .isInstanceOf(InvalidValue.class)
                    .message()
                    .doesNotContain("horse");
        }
    }
}
