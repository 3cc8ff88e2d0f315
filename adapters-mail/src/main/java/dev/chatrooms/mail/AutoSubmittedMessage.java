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

/**
 * A mail as it goes out: text and HTML for the reader's program to choose from, marked as written by no person (RFC
 * 3834).
 */
final class AutomaticMail extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String domain;

    AutomaticMail(Session session, InternetAddress from, InternetAddress to, Mail mail, Instant now)
            throws MessagingException {
        super(session);
        this.domain = domain(from);
        setFrom(from);
        setRecipient(RecipientType.TO, to);
        setSubject(oneLine(mail.subject()), UTF_8);
        setSentDate(Date.from(now));
        setHeader("Auto-Submitted", "auto-generated");
        // The better form comes last (RFC 2046, section 5.1.4).
        setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
        saveChanges();
    }

    static String domain(InternetAddress address) {
        return address.getAddress().substring(address.getAddress().lastIndexOf('@') + 1);
    }

    /** What ends a line would begin another header. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+", " ");
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        // Lines of a mail end so; an encoding hides the others from whoever would mend them on the way.
        part.setText(text.replaceAll("\\r\\n|\\r|\\n", "\r\n"), UTF_8, subtype);
        return part;
    }

    /** The library's own would tell the machine's name. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">");
    }
}
