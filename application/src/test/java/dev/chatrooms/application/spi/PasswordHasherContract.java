package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of password hashers. */
public interface PasswordHasherContract {
    Password PASSWORD = new Password("correct horse battery staple");

    /** In NFD and with a no-break space. */
    String DECOMPOSED = "re\u0301sume\u0301\u00A0of 2026";

    /** The prepared form of {@link #DECOMPOSED}. */
    String COMPOSED = "r\u00E9sum\u00E9 of 2026";

    /** One that the test need not close. */
    PasswordHasher hasher();

    /** Returns a literal hash of {@link #DECOMPOSED} from the time when passwords were hashed as typed. */
    PasswordHash olderHash();

    @Test
    default void verifyShouldBeTrueWhenThePasswordIsTheOneThatWasHashed() {
        PasswordHasher hasher = hasher();

        PasswordHash hash = hasher.hash(PASSWORD).join();

        assertThat(hasher.verify(PASSWORD, hash).join()).isTrue();
    }

    @Test
    default void verifyShouldBeFalseWhenThePasswordIsAnother() {
        PasswordHasher hasher = hasher();

        PasswordHash hash = hasher.hash(PASSWORD).join();

        assertThat(hasher.verify(new Password("Correct horse battery staple"), hash)
                        .join())
                .isFalse();
        assertThat(hasher.verify(new Password("correct horse battery staple "), hash)
                        .join())
                .isFalse();
    }

    @Test
    default void verifyShouldBeFalseWhenThereIsNoHash() {
        assertThat(hasher().verify(PASSWORD, null).join()).isFalse();
    }

    @Test
    default void verifyShouldBeFalseWhenTheHashIsNoneOfThisHasher() {
        PasswordHasher hasher = hasher();

        assertThat(Stream.of("", "!", PASSWORD.value(), "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"))
                .allSatisfy(text -> assertThat(
                                hasher.verify(PASSWORD, new PasswordHash(text)).join())
                        .isFalse());
    }

    @Test
    default void hashShouldDifferWhenThePasswordIsTheSame() {
        PasswordHasher hasher = hasher();

        assertThat(hasher.hash(PASSWORD).join())
                .isNotEqualTo(hasher.hash(PASSWORD).join());
    }

    @Test
    default void hashShouldNotHoldThePasswordWhenItIsWritten() {
        PasswordHash hash = hasher().hash(PASSWORD).join();

        assertThat(hash.value()).doesNotContain(PASSWORD.value());
        assertThat(hash.toString()).isEqualTo("[REDACTED]");
    }

    @Test
    default void verifyShouldCountEveryCharacterWhenThePasswordIsAsLongAsItMayBe() {
        PasswordHasher hasher = hasher();
        Password longest = new Password("💬".repeat(256));
        Password otherLastCharacter = new Password("💬".repeat(255) + "!");

        PasswordHash hash = hasher.hash(longest).join();

        assertThat(hasher.verify(longest, hash).join()).isTrue();
        assertThat(hasher.verify(otherLastCharacter, hash).join()).isFalse();
    }

    @Test
    default void verifyShouldDistinguishLengthsAroundSeventyTwoBytes() {
        PasswordHasher hasher = hasher();
        for (int length = 71; length <= 73; length++) {
            PasswordHash hash = hasher.hash(new Password("x".repeat(length))).join();

            assertThat(hasher.verify(new Password("x".repeat(length)), hash).join())
                    .isTrue();
            assertThat(hasher.verify(new Password("x".repeat(length - 1)), hash).join())
                    .isFalse();
            assertThat(hasher.verify(new Password("x".repeat(length + 1)), hash).join())
                    .isFalse();
        }
    }

    @Test
    default void verifyShouldBeTrueForEachFormOfThePassword() {
        PasswordHasher hasher = hasher();

        for (String chosen : List.of(COMPOSED, DECOMPOSED)) {
            PasswordHash hash = hasher.hash(new Password(chosen)).join();

            assertThat(hasher.verify(new Password(COMPOSED), hash).join()).isTrue();
            assertThat(hasher.verify(new Password(DECOMPOSED), hash).join()).isTrue();
            assertThat(hasher.verify(new Password("resume of 2026"), hash).join())
                    .isFalse();
            assertThat(hasher.verify(new Password("R\u00E9sum\u00E9 of 2026"), hash)
                            .join())
                    .isFalse();
        }
    }

    @Test
    default void verifyShouldBeTrueWhenTheHashIsOfThePasswordAsTyped() {
        assertThat(hasher().verify(new Password(DECOMPOSED), olderHash()).join())
                .isTrue();
        assertThat(hasher().verify(new Password(DECOMPOSED + "!"), olderHash()).join())
                .isFalse();
    }

    @Test
    default void verifyShouldDistinguishCharactersBeyondAscii() {
        PasswordHasher hasher = hasher();

        PasswordHash hash = hasher.hash(new Password("пароль-密码")).join();

        assertThat(hasher.verify(new Password("пароль-密码"), hash).join()).isTrue();
        assertThat(hasher.verify(new Password("пароль-密碼"), hash).join()).isFalse();
        assertThat(hasher.verify(new Password("??????-??"), hash).join()).isFalse();
    }
}
