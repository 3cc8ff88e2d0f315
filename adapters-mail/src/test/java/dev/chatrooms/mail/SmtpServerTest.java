package dev.chatrooms.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chatrooms.mail.SmtpServer.Credentials;
import dev.chatrooms.mail.SmtpServer.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpServerTest {
    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example.org, mail.example.org, 25, STARTTLS_OFFERED",
        "smtp://mail.example.org/, mail.example.org, 25, STARTTLS_OFFERED",
        "smtp://mail.example.org:587?starttls=required, mail.example.org, 587, STARTTLS_REQUIRED",
        "smtp://10.0.0.1?starttls=never, 10.0.0.1, 25, NEVER",
        "smtps://mail.example.org, mail.example.org, 465, TLS",
        "smtps://[::1]:4650, ::1, 4650, TLS",
    })
    void parseShouldReturnHostPortAndSecurity(String url, String host, int port, Security security) {
        assertThat(SmtpServer.parse(url)).isEqualTo(new SmtpServer(host, port, security, null));
    }

    @Test
    void parseShouldDecodeUserAndPassword() {
        assertThat(SmtpServer.parse("smtp://post%40example.org:a%3ab:c%2Fd%40+%C3%BC%f0%9f%a6%8a@h")
                        .credentials())
                .isEqualTo(new Credentials("post@example.org", "a:b:c/d@+ü🦊"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "smtp:s3cret@host",
                "smtp//u:s3cret@host",
                "smtp://",
                "smtp://u:s3cret@host:0",
                "smtp://u:s3cret@host:65536",
                "smtp://u:s3cret@host:port",
                "smtp://u:s3cret@host/s3cret",
                "smtp://u:s3cret@host?starttls=maybe",
                "smtp://u:s3cret@host?starttls=required&starttls=never",
                "smtp://u:s3cret@host?",
                "smtp://u:s3cret@host#s3cret",
                "smtps://u:s3cret@host?starttls=required",
                "SMTP://u:s3cret@host",
                "http://u:s3cret@host",
                "smtp://u@host",
                "smtp://u:@host",
                "smtp://:s3cret@host",
                "smtp://u:s3cret%@host",
                "smtp://u:s3cret%ff@host",
                "smtp://u:s3cret%00@host",
                "smtp://u%0d%0a:s3cret@host",
            })
    void parseShouldFailWithoutQuotingAnInvalidUrl(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpServer.parse(url))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("s3cret"))
                .withNoCause();
    }

    @Test
    void toStringShouldOmitTheCredentials() {
        SmtpServer server = SmtpServer.parse("smtps://s3cret-user:s3cret@mail.example.org");

        assertThat(server).asString().contains("mail.example.org:465").doesNotContain("s3cret");
        assertThat(String.valueOf(server.credentials())).doesNotContain("s3cret");
        assertThat(new SmtpMailer(server, MailFixtures.SENDER, SmtpMailer.Timeouts.DEFAULTS))
                .asString()
                .contains("mail.example.org:465")
                .doesNotContain("s3cret");
    }
}
