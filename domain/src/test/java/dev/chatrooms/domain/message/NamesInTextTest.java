package dev.chatrooms.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesInTextTest {
    private static NamesInText in(String text) {
        return NamesInText.of(new MessageText(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@bob|bob",
                "hello @bob|bob",
                "@bob, are you there?|bob",
                "I mean @bob.|bob",
                "I mean @bob...|bob",
                "(@bob)|bob",
                "\u201E@bob\u201C|bob",
                "@Bob|bob",
                "@b.o_b-1|b.o_b-1",
                "@bob's|bob",
                "@bob-|bob",
                "@bob:|bob",
                "a/@bob|bob"
            })
    void nameShouldBeFoundWhenItStandsForItself(String text, String name) {
        assertThat(in(text).people()).containsExactly(new Username(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob",
                "bob@example.org",
                "b.ob@example.org",
                "bob+tag-@example",
                "@bob@example.org",
                "@@bob",
                "@ bob",
                "@",
                "@bo",
                "@.bob",
                "@bob\u00E9",
                "@bob\u0301",
                "\u00E9@bob",
                "@abcdefghijklmnopqrstuvwxyzabcdefg"
            })
    void nothingShouldBeFoundWhenItIsPartOfSomethingElse(String text) {
        assertThat(in(text)).isEqualTo(new NamesInText(List.of(), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u4F60\u597D@bob",
                "@bob\u3055\u3093",
                "@bob\u8BF7\u6CE8\u610F",
                "\uC548\uB155@bob\uB2D8",
                "\u0E17\u0E35\u0E48@bob\u0E17\u0E35\u0E48",
                "\u30BF\u30EF\u30FC@bob",
                "\uFF20bob",
                "\u4F60\u597D\uFF20bob\u8BF7",
                "_@bob_",
                "__@bob__",
                "*@bob*",
                "~~@bob~~",
                "\u4F60\u597D_@bob_",
                "@bob/\u8BF7",
                "`code` @bob",
                "`open @bob",
                "`one\n\n@bob`",
                "```\ncode\n```\n@bob",
                "https://example.org @bob",
                "cc:@bob",
                "xmpp:@alice, @bob",
                "\u770Bhttps://example.org\uFF0C@bob"
            })
    void nameShouldBeFoundBesideScriptsWithoutSpacesAndInEmphasis(String text) {
        assertThat(in(text).people()).containsExactly(new Username("bob"));
        assertThat(in(text.replace("bob", "room")).room()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`@bob`",
                "``a ` @bob``",
                "`a\n@bob`",
                "```\n@bob\n```",
                "```java\n\n@bob",
                "~~~\n@bob\n```\n@bob\n~~~",
                "   ````\n```\n@bob\n````",
                "https://example.org/@bob",
                "see [it](http://example.org/a/@bob?x=@bob)",
                "www.example.org/@bob",
                "example.org/@bob",
                "xmpp:@bob",
                "(XMPP:@bob)",
                "mailto:@bob",
                "@bob/core",
                "npm i @bob/core@1",
                "bob\uFF20bob",
                "bob_@bob",
                "@bob\uFF20example"
            })
    void nothingShouldBeFoundInCodeLinksPackagesAndAddresses(String text) {
        assertThat(in(text)).isEqualTo(new NamesInText(List.of(), false));
        assertThat(in(text.replace("@bob", "@room")).room()).isFalse();
    }

    @Test
    void namesShouldBeFoundOnceEachInTheirOrder() {
        assertThat(in("@zoe and @bob and @ZOE and @room").people())
                .containsExactly(new Username("zoe"), new Username("bob"));
        assertThat(in("@zoe and @Room!").room()).isTrue();
        assertThat(in("@roommate").room()).isFalse();
    }

    @Test
    void mentionsShouldBeThoseWhoAreThereAndNoMoreThanFifty() {
        Map<Username, AccountId> known = new HashMap<>();
        List<AccountId> ids = new ArrayList<>();
        StringBuilder text = new StringBuilder("@nobody");
        for (int i = 0; i < 60; i++) {
            AccountId id = new AccountId(new UUID(0, i));
            known.put(new Username("person" + i), id);
            ids.add(id);
            text.append(" @person").append(i);
        }

        assertThat(in(text.toString()).among(known, false).people()).isEqualTo(ids.subList(0, 50));
    }

    @Test
    void everybodyShouldBeCalledOnlyByWhoMayDoSo() {
        NamesInText names = in("@room @bob");
        AccountId bob = new AccountId(new UUID(0, 1));
        AccountId alice = new AccountId(new UUID(0, 2));

        assertThat(names.among(Map.of(), false)).isEqualTo(Mentions.NONE);
        Mentions all = names.among(Map.of(new Username("bob"), bob), true);
        assertThat(all).isEqualTo(new Mentions(List.of(bob), true));
        assertThat(all.includes(alice, bob)).isTrue();
        assertThat(all.includes(alice, alice)).isFalse();
        assertThat(all.includes(bob, bob)).isTrue();
    }
}
