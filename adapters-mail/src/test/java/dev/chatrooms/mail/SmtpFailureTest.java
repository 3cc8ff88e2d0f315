package dev.chatrooms.mail;

import static dev.chatrooms.mail.MailFixtures.MAIL;
import static dev.chatrooms.mail.MailFixtures.failure;
import static dev.chatrooms.mail.MailFixtures.mailer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.application.spi.Mailer.NotSent;
import dev.chatrooms.domain.account.EmailAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deliveries that the server rejects, or that do not reach a server. */
class SmtpFailureTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(300);

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 <alice@example.org> nobody, true",
        "550 no such user alice@example.org, true",
        "551 not local, true",
        "553 bad mailbox, true",
        "554 5.1.8 no, true",
        "501 5.1.3 bad address syntax, true",
        "450 4.2.1 greylisted, false",
        "451 later, false",
        "452 4.2.2 full, false",
        "552 full, false",
        "530 5.7.0 log in first, false",
        "550 5.7.1 relaying denied, false",
        "421 closing, false",
    })
    void sendShouldClassifyRejectedRecipients(String answer, boolean forGood) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.replying(Map.of("RCPT", answer))) {
            NotSent failure = failure(mailer("smtp://127.0.0.1:" + server.port()));

            assertThat(failure.isPermanent()).isEqualTo(forGood);
            assertThat(failure)
                    .hasMessage("the mail server rejected the recipient (" + answer.substring(0, 3) + ")")
                    .hasNoCause();
            assertThat(server.received())
                    .contains("RCPT TO:<alice@example.org>")
                    .doesNotContain("DATA");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, 554 go away",
        "CONNECT, 421 busy",
        "MAIL, 550 5.1.0 not you <chatrooms@example.org>",
        "MAIL, 451 later",
        "DATA, 554 no",
        "MAILED, 554 5.7.1 spam for alice@example.org: 48151623",
        "MAILED, 451 later",
    })
    void sendShouldFailTemporarilyWhenTheServerRejectsAnythingButTheRecipient(String when, String answer) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.replying(Map.of(when, answer))) {
            NotSent failure = failure(mailer("smtp://127.0.0.1:" + server.port()));

            assertThat(failure.isPermanent()).isFalse();
            assertThat(failure.toString()).doesNotContain("@", MailFixtures.CODE);
            assertThat(failure).hasNoCause();
        }
    }

    @Test
    void sendShouldSucceedWhenTheServerDoesNotAnswerQuit() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.replying(Map.of("QUIT", ScriptedSmtpServer.SILENCE))) {
            mailer("smtp://127.0.0.1:" + server.port()).send(MAIL);

            assertThat(server.received()).contains(".");
        }
    }

    @Test
    void sendShouldDeliverToANonAsciiAddressWhenTheServerSupportsSmtputf8() {
        try (ScriptedSmtpServer server =
                ScriptedSmtpServer.replying(Map.of("EHLO", "250-scripted\r\n250-8BITMIME\r\n250 SMTPUTF8"))) {
            mailer("smtp://127.0.0.1:" + server.port())
                    .send(new Mail(new EmailAddress("jürgen@example.org"), "Grüße", "text", "html"));

            assertThat(server.received())
                    .contains("RCPT TO:<jürgen@example.org>", "To: jürgen@example.org", "EHLO example.org")
                    .anyMatch(
                            line -> line.startsWith("MAIL FROM:<chatrooms@example.org>") && line.contains("SMTPUTF8"));
        }
    }

    @Test
    void sendShouldFailPermanentlyWhenTheServerDoesNotSupportNonAsciiAddresses() {
        Mail mail = new Mail(new EmailAddress("jürgen@example.org"), "Hello", "text", "html");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.replying(Map.of())) {
            NotSent failure = failure(mailer("smtp://127.0.0.1:" + server.port()), mail);

            assertThat(failure.isPermanent()).isTrue();
            assertThat(failure.toString()).doesNotContain("rgen");
            assertThat(server.received()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void sendShouldFailTemporarilyWhenTheConnectionIsRefused() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        NotSent failure = failure(mailer("smtp://u:s3cret@127.0.0.1:" + port));

        assertThat(failure).hasMessage("the mail server cannot be reached").hasCauseInstanceOf(ConnectException.class);
        assertThat(failure.isPermanent()).isFalse();
    }

    @Test
    void sendShouldFailTemporarilyWhenTheHostIsUnknown() {
        NotSent failure = failure(mailer("smtp://no.such.host.invalid"));

        assertThat(failure).hasMessage("the mail server cannot be reached");
        assertThat(failure.isPermanent()).isFalse();
    }

    @Test
    void sendShouldFailTemporarilyWhenTheServerNeverReplies() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NotSent failure = failure(
                    mailerWithTimeouts("smtp", silent.getLocalPort(), new SmtpMailer.Timeouts(LONG, SHORT, LONG)));

            assertThat(failure)
                    .hasMessage("the mail server did not respond in time")
                    .hasCauseInstanceOf(SocketTimeoutException.class);
            assertThat(failure.isPermanent()).isFalse();
        }
    }

    /** Only the total timeout can end this delivery, because the read timeout is long. */
    @ParameterizedTest
    @CsvSource({"smtp", "smtps"})
    void sendShouldFailTemporarilyWhenTheTotalTimeoutElapses(String scheme) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NotSent failure = failure(
                    mailerWithTimeouts(scheme, silent.getLocalPort(), new SmtpMailer.Timeouts(LONG, LONG, SHORT)));

            assertThat(failure).hasMessage("the delivery timed out");
            assertThat(failure.isPermanent()).isFalse();
        }
    }

    @Test
    void sendShouldFailTemporarilyWhenTheServerStopsReplyingInTheMiddle() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.replying(Map.of("MAILED", ScriptedSmtpServer.SILENCE))) {
            NotSent failure = failure(mailerWithTimeouts(
                    "smtp", server.port(), new SmtpMailer.Timeouts(LONG, LONG, Duration.ofSeconds(2))));

            assertThat(failure).hasMessage("the delivery timed out");
            assertThat(failure.isPermanent()).isFalse();
        }
    }

    private static SmtpMailer mailerWithTimeouts(String scheme, int port, SmtpMailer.Timeouts limits) {
        return new SmtpMailer(SmtpServer.parse(scheme + "://127.0.0.1:" + port), MailFixtures.SENDER, limits);
    }
}
