package dev.chatrooms.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingMailerTest {
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
        LoggingMailer mailer = new LoggingMailer();
        records.clear();

        mailer.send(MailFixtures.MAIL);

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
