package dev.chatrooms.mail;

import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.domain.account.EmailAddress;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Sends mail over SMTP. Each mail uses a new connection, because mails are rare and servers close idle connections
 * soon. Thread-safe.
 */
public final class SmtpMailer implements Mailer {
    /**
     * The timeouts of a delivery.
     *
     * @param connect for connecting
     * @param read for each reply of the server
     * @param total for the whole delivery; the connection is closed when it elapses
     */
    public record Timeouts(Duration connect, Duration read, Duration total) {
        public static final Timeouts DEFAULTS =
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(45));
    }

    private final SmtpServer server;
    private final InternetAddress from;
    private final Timeouts timeouts;
    private final SSLSocketFactory tls;
    private final InstantSource clock;

    /**
     * Creates a mailer that trusts the certificates that the JVM trusts.
     *
     * @throws IllegalArgumentException if the sender is not a bare mail address
     */
    public SmtpMailer(SmtpServer server, String from, Timeouts timeouts) {
        this(server, from, timeouts, (SSLSocketFactory) SSLSocketFactory.getDefault(), InstantSource.system());
    }

    SmtpMailer(SmtpServer server, String from, Timeouts timeouts, SSLSocketFactory tls, InstantSource clock) {
        this.server = server;
        this.from = parseSender(from);
        this.timeouts = timeouts;
        this.tls = tls;
        this.clock = clock;
    }

    private static InternetAddress parseSender(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (address.getPersonal() == null && address.getAddress().contains("@")) {
                return address;
            }
        } catch (AddressException e) {
            throw new IllegalArgumentException("the sender is not a mail address", e);
        }
        throw new IllegalArgumentException("the sender is not a mail address");
    }

    /** Returns whether a text can be the sender of mails: a bare address without a display name. */
    public static boolean isValidSender(String text) {
        try {
            return parseSender(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void send(Mail mail) {
        InternetAddress to = address(mail.to());
        boolean international = !isAscii(to) || !isAscii(from);
        try (DeadlineSockets sockets = new DeadlineSockets(tls, timeouts.total())) {
            try {
                Session session = Session.getInstance(properties(sockets, international));
                AutoSubmittedMessage message = new AutoSubmittedMessage(session, from, to, mail, clock.instant());
                deliver(session, message, to, international);
            } catch (MessagingException e) {
                throw FailureTranslator.translate(e, sockets, server.security());
            }
        }
    }

    private void deliver(Session session, AutoSubmittedMessage message, InternetAddress to, boolean international)
            throws MessagingException {
        SmtpServer.Credentials credentials = server.credentials();
        // Closing does not wait for the reply to QUIT: the server has accepted the mail by then.
        try (SMTPTransport transport = new SMTPTransport(session, null)) {
            transport.connect(
                    server.host(),
                    server.port(),
                    credentials == null ? null : credentials.user(),
                    credentials == null ? null : credentials.password());
            if (international && !transport.supportsExtension("SMTPUTF8")) {
                throw new NotSent("the mail server does not support non-ASCII addresses", true, null);
            }
            transport.sendMessage(message, new Address[] {to});
        }
    }

    private static InternetAddress address(EmailAddress address) {
        try {
            return new InternetAddress(address.value(), true);
        } catch (AddressException e) {
            // The exception's message quotes the address.
            throw new NotSent("the recipient is not a valid mail address", true, null);
        }
    }

    private static boolean isAscii(InternetAddress address) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(address.getAddress());
    }

    private Properties properties(DeadlineSockets sockets, boolean international) {
        Properties properties = new Properties();
        properties.put("mail.smtp.socketFactory", sockets.plainFactory());
        properties.put("mail.smtp.ssl.socketFactory", sockets.tlsFactory());
        // Without this the library would try again with sockets of its own.
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.connectiontimeout", millis(timeouts.connect()));
        properties.put("mail.smtp.timeout", millis(timeouts.read()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        switch (server.security()) {
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case STARTTLS_REQUIRED -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case STARTTLS_OFFERED -> properties.put("mail.smtp.starttls.enable", "true");
            case NEVER -> properties.put("mail.smtp.starttls.enable", "false");
        }
        properties.put("mail.smtp.quitwait", "false");
        // The name in EHLO. The default is the machine's host name, which would be disclosed and can be slow to
        // resolve.
        properties.put("mail.smtp.localhost", AutoSubmittedMessage.domain(from));
        properties.put("mail.mime.allowutf8", Boolean.toString(international));
        return properties;
    }

    private static String millis(Duration timeout) {
        return Long.toString(timeout.toMillis());
    }

    @Override
    public String toString() {
        return "SmtpMailer[" + server + "]";
    }
}
