package dev.chatrooms.application.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MailTemplatesTest {
    private static final EmailAddress TO = new EmailAddress("mallory12345678@example.org");
    private static final Instant AT = Instant.parse("2026-11-20T10:00:59.123Z");
    private static final Account MALLORY = Account.registered(
            new AccountId(new UUID(0, 1)),
            new Username("mallory12345678"),
            new DisplayName("<b>\"Mal\" & 'Lory'</b>"),
            null,
            null,
            AccountRole.USER,
            TO,
            AT);

    @RepeatedTest(20)
    void verificationShouldContainOneRunOfEightDigits() {
        MailedSecret code = MailedSecret.code();

        Mail mail = MailTemplates.verification(TO, code);

        assertThat(Pattern.compile("\\d{8,}").matcher(mail.text()).results().map(MatchResult::group))
                .containsExactly(code.value())
                .allMatch(run -> run.length() == 8);
        assertThat(mail.text().lines()).contains(code.value());
        assertThat(mail.html()).contains("<p>" + code.value() + "</p>");
        assertThat(mail.to()).isEqualTo(TO);
    }

    @Test
    void linkShouldBeOnALineOfItsOwn() {
        String link = "https://chat.example.org/#/reset/" + MailedSecret.token().value();

        for (Mail mail : new Mail[] {
            MailTemplates.passwordReset(TO, MALLORY, link), MailTemplates.accountCreated(TO, MALLORY, link)
        }) {
            assertThat(mail.text().lines()).contains(link);
            assertThat(mail.html()).contains("<a href=\"" + link + "\">" + link + "</a>");
        }
    }

    @Test
    void namesShouldBeEscapedInHtml() {
        for (Mail mail : new Mail[] {
            MailTemplates.passwordReset(TO, MALLORY, "http://localhost/#/reset/x"),
            MailTemplates.accountCreated(TO, MALLORY, "http://localhost/#/reset/x"),
            MailTemplates.passwordChanged(TO, MALLORY, AT)
        }) {
            assertThat(mail.text()).contains("Hello <b>\"Mal\" & 'Lory'</b>,");
            assertThat(mail.html())
                    .contains("<p>Hello &lt;b&gt;&quot;Mal&quot; &amp; &#39;Lory&#39;&lt;/b&gt;,</p>")
                    .doesNotContain("<b>");
        }
    }

    @Test
    void passwordChangedShouldContainTheTime() {
        assertThat(MailTemplates.passwordChanged(TO, MALLORY, AT).text()).contains("(2026-11-20 10:00 UTC)");
    }

    @Test
    void secretsShouldNotPrint() {
        MailedSecret token = MailedSecret.token();

        assertThat(token).hasToString("[REDACTED]");
        assertThat(MailTemplates.verification(TO, token).toString()).doesNotContain(token.value());
        assertThat(token.value()).matches("[A-Za-z0-9_-]{43}");
    }
}
