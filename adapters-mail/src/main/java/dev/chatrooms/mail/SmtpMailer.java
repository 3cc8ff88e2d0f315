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
 * Sends over SMTP, each mail on a connection of its own: they are few, and servers do not wait for long. Thread-safe.
 */
public final class SmtpMailer implements Mailer {
    /**
     * How long a server may take.
     *
     * @param connect to be reached
     * @param answer for each single thing
     * @param total for a whole mail: then the line is cut
     */
    public record Limits(Duration connect, Duration answer, Duration total) {
        public static final Limits DEFAULTS =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(45));
    }

    private final SmtpServer server;
    private final InternetAddress from;
    private final Limits limits;
    private final SSLSocketFactory tls;
    private final InstantSource clock;

    /**
     * With the certificates that the JVM trusts.
     *
     * @throws IllegalArgumentException if the sender is no mail address
     */
    public SmtpMailer(SmtpServer server, String from, Limits limits) {
        this(server, from, limits, (SSLSocketFactory) SSLSocketFactory.getDefault(), InstantSource.system());
    }

    SmtpMailer(SmtpServer server, String from, Limits limits, SSLSocketFactory tls, InstantSource clock) {
        this.server = server;
        this.from = sender(from);
        this.limits = limits;
        this.tls = tls;
        this.clock = clock;
    }

    private static InternetAddress sender(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (address.getPersonal() == null && address.getAddress().contains("@")) {
                return address;
            }
        } catch (AddressException e) {
            throw new IllegalArgumentException("the sender is no mail address", e);
        }
        throw new IllegalArgumentException("the sender is no mail address");
    }

    /** Whether mails can have this sender: a bare address. */
    public static boolean isSender(String text) {
        try {
            return sender(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void send(Mail mail) {
        InternetAddress to = address(mail.to());
        boolean international = !isAscii(to) || !isAscii(from);
        try (Line line = new Line(tls, limits.total())) {
            try {
                Session session = Session.getInstance(properties(line, international));
                AutomaticMail message = new AutomaticMail(session, from, to, mail, clock.instant());
                deliver(session, message, to, international);
            } catch (MessagingException e) {
                throw Failures.of(e, line, server.security());
            }
        }
    }

    private void deliver(Session session, AutomaticMail message, InternetAddress to, boolean international)
            throws MessagingException {
        SmtpServer.Login login = server.login();
        // Closing does not wait for the answer to QUIT: what was taken is taken, whatever comes after.
        try (SMTPTransport transport = new SMTPTransport(session, null)) {
            transport.connect(
                    server.host(),
                    server.port(),
                    login == null ? null : login.user(),
                    login == null ? null : login.password());
            if (international && !transport.supportsExtension("SMTPUTF8")) {
                throw new NotSent("the mail server takes no address with letters beyond ASCII", true, null);
            }
            transport.sendMessage(message, new Address[] {to});
        }
    }

    private static InternetAddress address(EmailAddress address) {
        try {
            return new InternetAddress(address.value(), true);
        } catch (AddressException e) {
            // Its message would quote the address.
            throw new NotSent("no mail can be sent to such an address", true, null);
        }
    }

    private static boolean isAscii(InternetAddress address) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(address.getAddress());
    }

    private Properties properties(Line line, boolean international) {
        Properties properties = new Properties();
        properties.put("mail.smtp.socketFactory", line.plain());
        properties.put("mail.smtp.ssl.socketFactory", line.secure());
        // Or it would try once more with sockets of its own.
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.connectiontimeout", millis(limits.connect()));
        properties.put("mail.smtp.timeout", millis(limits.answer()));
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
        // What we call ourselves: the machine's name is nobody's business, and to find it out can take long.
        properties.put("mail.smtp.localhost", AutomaticMail.domain(from));
        properties.put("mail.mime.allowutf8", Boolean.toString(international));
        return properties;
    }

    private static String millis(Duration limit) {
        return Long.toString(limit.toMillis());
    }

    @Override
    public String toString() {
        return "SmtpMailer[" + server + "]";
    }
}
