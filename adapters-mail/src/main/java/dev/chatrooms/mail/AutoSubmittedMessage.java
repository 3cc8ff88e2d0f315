package dev.chatrooms.mail;

import dev.chatrooms.application.spi.Mailer.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A MIME message with text and HTML alternatives, marked as generated automatically (RFC 3834). */
final class AutoSubmittedMessage extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String domain;

    AutoSubmittedMessage(Session session, InternetAddress from, InternetAddress to, Mail mail, Instant now)
            throws MessagingException {
        super(session);
        this.domain = domain(from);
        setFrom(from);
        setRecipient(RecipientType.TO, to);
        setSubject(oneLine(mail.subject()), UTF_8);
        setSentDate(Date.from(now));
        setHeader("Auto-Submitted", "auto-generated");
        // The preferred alternative is the last one (RFC 2046, section 5.1.4).
        setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
        saveChanges();
    }

    static String domain(InternetAddress address) {
        return address.getAddress().substring(address.getAddress().lastIndexOf('@') + 1);
    }

    /** Replaces line ends and control characters, which could start another header. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+", " ");
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        // Lines of a mail end with CRLF, and relays cannot correct other line ends inside an encoded part.
        part.setText(text.replaceAll("\\r\\n|\\r|\\n", "\r\n"), UTF_8, subtype);
        return part;
    }

    /** Sets an id without the host name of the machine, which the library would include. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">");
    }
}
