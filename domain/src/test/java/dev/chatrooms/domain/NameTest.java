package dev.chatrooms.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.room.RoomName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in many scripts. Invisible characters are in escapes. */
class NameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë O’Connor-Łukasz",
                "Žofie Čapková",
                "Nguyễn Thị Minh Khai",
                "Þórunn Ægisdóttir",
                "İpek Yıldız",
                "Ольга Ёлкина",
                "Ελένη Παπαδοπούλου",
                "Արմեն Պետրոսյան",
                "ნინო ბერიძე",
                "דָּוִד כֹּהֵן",
                "محمد بن سلمان",
                "ޢަލީ",
                "ሰላም ተስፋዬ",
                "ᠮᠣᠩᠭᠣᠯ",
                "สมชาย ใจดี",
                "ສົມສັກ",
                "အောင်ဆန်းစုကြည်",
                "សុខ ស៊ីម",
                "བསྟན་འཛིན",
                "王小明",
                "山田 太郎",
                "홍길동",
                "ꯃꯤꯇꯩ",
                "ߒߞߏ",
                "𞤀𞤣𞤤𞤢𞤥",
                "Tea ☕ & 1️⃣"
            })
    void nameShouldBeKeptAsTyped(String name) {
        assertThat(new DisplayName(name)).hasToString(name);
        assertThat(new RoomName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Persian: the non-joiner separates parts of a word, also after letters that never join.
                "علی\u200Cرضا",
                "کتاب\u200Cخانه",
                "دختر\u200Cخاله",
                "می\u200Cخواهم و نمی\u200Cدانم",
                "مُحَمَّدِ\u200Cی", // after vowel marks
                // Urdu, Kurdish, Sindhi, Syriac
                "بہ\u200Cترین",
                "به\u200Cڕێز",
                "ܡܠ\u200Cܟܐ",
                // Sinhala: a joiner after the virama, or before it
                "ශ්\u200Dරී ලංකා",
                "ක්\u200Dෂ",
                "න\u200D්ද",
                // Hindi, Marathi, Nepali: half forms and visible viramas
                "क्\u200Dष",
                "श्री\u200Cमान",
                "प्रद्\u200Cयुम्न",
                "गर्\u200Dयो",
                // Bengali: a joiner before the virama
                "র\u200D্যাব",
                // Kannada, Telugu, Tamil, Gujarati, Oriya, Gurmukhi
                "ರ\u200D್ಯಾಂಕ್",
                "రెహమాన్\u200C",
                "రాజ్\u200Cకుమార్",
                "க்\u200Cஷ",
                "ક્\u200Dષ",
                "କ୍\u200Dଷ",
                "ਸ੍\u200Dਰੀ",
                // Malayalam: chillus of older texts, at the end of a word as well
                "രാമന്\u200D നായര്\u200D",
                // Khmer, Myanmar, Mongolian
                "ក្\u200Cក",
                "က္\u200Cက",
                "ᠠ\u200Dᠠ",
                // emoji: families, professions with skin tones, flags, hearts, hair, directions
                "👨\u200D👩\u200D👧\u200D👦",
                "Dr. 👩🏽\u200D⚕️",
                "🏳️\u200D🌈",
                "🏴\u200D☠️",
                "👩\u200D❤️\u200D💋\u200D👨",
                "👁️\u200D🗨️",
                "🧑\u200D🦰",
                "🙂\u200D↔️",
                "🫱🏻\u200D🫲🏿"
            })
    void nameShouldBeKeptAsTypedWhenJoinersBelongToItsSpelling(String name) {
        assertThat(new DisplayName(name)).hasToString(name);
        assertThat(new RoomName("The room of " + name)).hasToString("The room of " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "al\u200Cice",
                "al\u200Dice",
                "\u200Calice",
                "alice\u200D",
                "О\u200Dльга",
                "王\u200D明",
                "홍\u200C길동",
                "דו\u200Dד",
                "7\u200D7",
                "a \u200D b",
                // at the end or beginning of a Persian word, twice, beside another script, a digit or a space
                "علی\u200C",
                "\u200Cعلی",
                "علی\u200C\u200Cرضا",
                "علی\u200C\u200Dرضا",
                "علی\u200Creza",
                "ali\u200Cرضا",
                "علی\u200C7",
                "علی\u200C رضا",
                "علی \u200Cرضا",
                "علی\u200Cक",
                "क\u200D",
                "क्\u200D\u200D",
                // beside emoji, but inside no sequence
                "👨\u200D",
                "\u200D👨",
                "👨\u200Dx",
                "x\u200D👨",
                "👨\u200C👩",
                "👨\u200D\u200D👩",
                "👨\u200D 👩",
                "\uFE0F\u200D👨",
                // other invisible characters, in places where a joiner would be accepted
                "علی\u200Bرضا",
                "علی\u2060رضا",
                "علی\u200Fرضا",
                "علی\u061Cرضا",
                "علی\u00ADرضا",
                "क्\u200Bष",
                "👨\u200B👩",
                "🏴\uDB40\uDC67\uDB40\uDC7F"
            })
    void nameShouldBeRefusedWhenInvisibleCharactersAreOutOfPlace(String name) {
        assertThat(Verdict.on(() -> new DisplayName(name))).isEqualTo("illegal_character");
        assertThat(Verdict.on(() -> new RoomName(name))).isEqualTo("illegal_character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u2764\uFE0F Ann", // a heart in emoji style
                "1\uFE0F\u20E3", // a keycap
                "\u845B\uDB40\uDD00\u57CE", // a variant of an ideograph, in Japanese names
                "\u182E\u180B\u1823" // of a Mongolian letter
            })
    void variationSelectorsShouldBeKeptWhenTheySelectAForm(String name) {
        assertThat(new DisplayName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sa\uFE0Fme",
                "Sa\uFE0Eme",
                "Same\uFE0F",
                "\uFE0FSame",
                "Sa\uDB40\uDD00me",
                "Sa\u180Bme",
                "S\uFE00ame"
            })
    void variationSelectorsShouldBeLeftOutWhenTheySelectNothing(String name) {
        assertThat(new DisplayName(name)).hasToString("Same");
        assertThat(new RoomName(name)).hasToString("Same");
    }

    @Test
    void digitsShouldHaveNoEmojiStyleUnlessTheyAreKeycaps() {
        assertThat(new DisplayName("Room 1\uFE0F")).hasToString("Room 1");
    }
}
