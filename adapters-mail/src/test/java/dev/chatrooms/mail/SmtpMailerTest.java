package dev.chatrooms.mail;

import static dev.chatrooms.mail.MailFixtures.MAIL;
import static dev.chatrooms.mail.MailFixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.application.spi.Mailer.NotSent;
import dev.chatrooms.application.spi.MailerContract;
import dev.chatrooms.domain.account.EmailAddress;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as a real SMTP server receives them. */
class SmtpMailerTest implements MailerContract {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Override
    public Mailer mailer() {
        return MailFixtures.mailer(url(""));
    }

    @Override
    public List<Mail> delivered() throws Exception {
        List<Mail> mails = new ArrayList<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            assertThat(message.getAllRecipients()).hasSize(1);
            mails.add(new Mail(
                    new EmailAddress(message.getAllRecipients()[0].toString()),
                    message.getSubject(),
                    part(message, 0).replace("\r\n", "\n"),
                    part(message, 1).replace("\r\n", "\n")));
        }
        return mails;
    }

    private String url(String userInfo) {
        return "smtp://" + userInfo + "127.0.0.1:" + server.getSmtp().getPort();
    }

    private MimeMessage deliver(Mail mail) {
        new SmtpMailer(
                        SmtpServer.parse(url("")),
                        MailFixtures.SENDER,
                        MailFixtures.LONG_TIMEOUTS,
                        (SSLSocketFactory) SSLSocketFactory.getDefault(),
                        () -> NOW)
                .send(mail);
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static Mail mail(String subject, String text) {
        return new Mail(MailFixtures.ALICE, subject, text, "<p>ü</p>");
    }

    private static String part(MimeMessage message, int index) throws Exception {
        return (String)
                ((MimeMultipart) message.getContent()).getBodyPart(index).getContent();
    }

    private static String raw(MimeMessage message) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void sendShouldDeliverTextAndHtmlWithHeaders() throws Exception {
        MimeMessage message = deliver(MAIL);

        assertThat(message.getFrom()).containsExactly(new InternetAddress("chatrooms@example.org"));
        assertThat(message.getAllRecipients()).containsExactly(new InternetAddress("alice@example.org"));
        assertThat(message.getSubject()).isEqualTo("Your code");
        assertThat(message.getSentDate()).isEqualTo(Date.from(NOW));
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getMessageID()).matches("<[0-9a-f-]{36}@example\\.org>");
        assertThat(message.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(part(message, 0)).isEqualTo("Your code:\r\n\r\n48151623\r\n");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(part(message, 1)).isEqualTo("<p>Your code: 48151623</p>");
    }

    @Test
    void sendShouldSetAUniqueMessageId() throws Exception {
        SmtpMailer mailer = MailFixtures.mailer(url(""));

        mailer.send(MAIL);
        mailer.send(MAIL);

        assertThat(server.getReceivedMessages())
                .extracting(MimeMessage::getMessageID)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Grüße aus Köln",
                "🦊 sagt: ein Betreff, der viel länger ist als eine Zeile, mit Umlauten (äöü) bis ganz ans Ende 🍵",
                "日本語",
            })
    void sendShouldPreserveUnicode(String text) throws Exception {
        MimeMessage message = deliver(mail(text, text + "\n"));

        assertThat(message.getSubject()).isEqualTo(text);
        assertThat(part(message, 0)).isEqualTo(text + "\r\n");
        assertThat(raw(message)).matches("\\p{ASCII}*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello,", "Grüße 🦊,", "日本語日本語日本語日本語日本語日本語日本語日本語"})
    void sendShouldNotBreakALinkOnALineOfItsOwn(String greeting) throws Exception {
        String link = "https://chat.example.org/#/reset/" + String.join("", Collections.nCopies(40, "abc-_XYZ=09"));

        MimeMessage message = deliver(mail("Link", greeting + "\n\n" + link + "\n\n.\nBye\n"));

        assertThat(part(message, 0).split("\r\n")).containsExactly(greeting, "", link, "", ".", "Bye");
    }

    @Test
    void sendShouldPreserveLongLines() throws Exception {
        String longLine = "tea ".repeat(1000) + "ü";

        MimeMessage message = deliver(mail("Long", longLine + "\nend"));

        assertThat(part(message, 0)).isEqualTo(longLine + "\r\nend");
        assertThat(raw(message).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(999));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi\r\nBcc: eve@example.org",
                "Hi\nBcc: eve@example.org",
                "Hi\rBcc: eve@example.org",
                "Hi\r\n\r\nBcc: eve@example.org",
                "Hi\u2028Bcc: eve@example.org",
            })
    void sendShouldPreventHeaderInjectionThroughTheSubject(String subject) throws Exception {
        MimeMessage message = deliver(mail(subject, "text"));

        assertThat(message.getSubject()).isEqualTo("Hi Bcc: eve@example.org");
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(server.getReceivedMessagesForDomain("eve@example.org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat\r\nBcc: e@example.org",
                "a@example.org, e@example.org",
                "nobody",
                "",
                "a@b@c",
                "Chat <chat@example.org>"
            })
    void constructorShouldFailWhenTheSenderIsNotAnAddress(String sender) {
        SmtpServer anywhere = SmtpServer.parse("smtp://localhost");

        assertThat(SmtpMailer.isValidSender(sender)).isFalse();
        assertThat(SmtpMailer.isValidSender("chatrooms@localhost")).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpMailer(anywhere, sender, SmtpMailer.Timeouts.DEFAULTS));
    }

    @Test
    void sendShouldAuthenticate() throws Exception {
        server.setUser("post@example.org", "post", "ü s3cret@:");

        MailFixtures.mailer(url("post:%C3%BC%20s3cret%40%3A@")).send(MAIL);

        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void sendShouldFailTemporarilyWhenThePasswordIsWrong() {
        server.setUser("post@example.org", "post", "right");

        NotSent failure = failure(MailFixtures.mailer(url("post:s3cret@")));

        assertThat(failure)
                .hasMessage("the mail server rejected the credentials")
                .hasNoCause();
        assertThat(failure.isPermanent()).isFalse();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void sendShouldFailPermanentlyWhenTheAddressIsInvalid() {
        Mail mail = new Mail(new EmailAddress(".dot.@example.org"), "Hello", "text", "html");

        NotSent failure = failure(MailFixtures.mailer(url("")), mail);

        assertThat(failure.isPermanent()).isTrue();
        assertThat(failure.toString()).doesNotContain("dot");
    }
}
