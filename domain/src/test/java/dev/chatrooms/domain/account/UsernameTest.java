package dev.chatrooms.domain.account;

import static dev.chatrooms.domain.Verdict.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Characters;
import dev.chatrooms.domain.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTest {
    @ParameterizedTest
    @ValueSource(strings = {"bob", "b0b", "007", "a.b", "a_b", "a-b", "a..--__b", "abcdefghijklmnopqrstuvwxyz012345"})
    void usernameShouldBeAcceptedWhenItHasTheShape(String text) {
        assertThat(new Username(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"ALICE, alice", "Bob.B, bob.b", "iI1, ii1", "' bob ', bob", "'\u3000bob\u00A0', bob"})
    void usernameShouldBeNormalisedWhenItHasCapitalsOrSpacesAroundIt(String typed, String folded) {
        assertThat(new Username(typed)).hasToString(folded).isEqualTo(new Username(folded));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", empty",
                "a, too_short",
                "ab, too_short",
                "abcdefghijklmnopqrstuvwxyz0123456, too_long",
                "room, reserved",
                "ROOM, reserved",
                "Room, reserved",
                ".bob, illegal_character",
                "bob., illegal_character",
                "-bob, illegal_character",
                "bob_, illegal_character",
                "b b, illegal_character",
                "\" bo\", too_short",
                "\"   \", empty",
                "\"bob\t\", illegal_character",
                "bob@home, illegal_character",
                "bob/bob, illegal_character",
                "b%00b, illegal_character",
                "<b>, illegal_character"
            })
    void usernameShouldBeRefusedWhenItHasNotTheShape(String text, String code) {
        assertThat(verdictOn(text)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rooms", "roo", "r.oom", "room1"})
    void usernameShouldBeAcceptedWhenItOnlyResemblesTheReservedOne(String text) {
        assertThat(verdictOn(text)).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Characters.KELVIN + "ate",
                "kate" + Characters.KELVIN,
                "\u0130stanbul", // dotted capital I, lower-cases to i and a combining dot
                "\u0131van", // dotless i
                "\u0430lice", // Cyrillic a
                "\uFF41lice", // full-width a
                "ali\u0301ce",
                "\u0661\u0662\u0663", // Arabic digits
                "al\u200Dice",
                "al\u202Eice",
                "alice\n",
                "ali\0ce",
                "ali\uD83Dce"
            })
    void usernameShouldBeRefusedWhenItLooksLikeAnotherOrCannotBeSeen(String text) {
        assertThat(verdictOn(text)).isEqualTo("illegal_character");
    }

    @Test
    void usernameShouldBeRefusedAsTooLongWhenItIsHuge() {
        assertThat(verdictOn("a".repeat(5_000_000))).isEqualTo("too_long");
    }

    @Test
    void usernameShouldNeverHaveTheLengthOfAnId() {
        // So that a path segment names one or the other.
        assertThat(verdictOn("00000000-0000-7000-8000-000000000000")).isEqualTo("too_long");
    }

    private static String verdictOn(String text) {
        return Verdict.on(() -> new Username(text));
    }
}
