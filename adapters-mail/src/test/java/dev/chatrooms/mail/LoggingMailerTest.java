package dev.chatrooms.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.application.spi.MailerContract;
import dev.chatrooms.domain.account.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingMailerTest implements MailerContract {
    private static final Pattern LOGGED =
            Pattern.compile("Mail to (\\S+): ([^\n]*)\n(.*)\n(<p>.*</p>)", Pattern.DOTALL);

    private final Logger logger = Logger.getLogger(LoggingMailer.class.getName());
    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Made with the handler in place, and only once: making one logs a warning. */
    private LoggingMailer mailer;

    @Override
    public Mailer mailer() {
        if (mailer == null) {
            mailer = new LoggingMailer();
            records.clear();
        }
        return mailer;
    }

    @Override
    public List<Mail> delivered() {
        return records.stream().map(LoggingMailerTest::parse).toList();
    }

    private static Mail parse(LogRecord logged) {
        Matcher mail = LOGGED.matcher(logged.getMessage());
        assertThat(mail.matches()).as(logged.getMessage()).isTrue();
        return new Mail(new EmailAddress(mail.group(1)), mail.group(2), mail.group(3), mail.group(4));
    }

    @BeforeEach
    void addHandler() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void removeHandler() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void constructorShouldLogAWarning() {
        assertThat(new LoggingMailer()).isNotNull();

        assertThat(records).singleElement().satisfies(warning -> {
            assertThat(warning.getLevel()).isEqualTo(Level.WARNING);
            assertThat(warning.getMessage()).contains("not sent but logged in full");
        });
    }

    @Test
    void sendShouldLogTheWholeMail() {
        mailer().send(MailFixtures.MAIL);

        assertThat(records).singleElement().satisfies(logged -> {
            assertThat(logged.getLevel()).isEqualTo(Level.INFO);
            assertThat(logged.getMessage())
                    .contains(
                            "alice@example.org",
                            MailFixtures.MAIL.subject(),
                            MailFixtures.MAIL.text(),
                            MailFixtures.MAIL.html());
        });
    }
}
