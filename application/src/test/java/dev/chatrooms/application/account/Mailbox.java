package dev.chatrooms.application.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.memory.MemoryMailer;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.application.spi.Together;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mails of a test, in the order of their requests. */
public final class Mailbox implements Mailer {
    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{8}(?!\\d)");
    private static final Pattern LINK = Pattern.compile("^(\\S+)/#/reset/([A-Za-z0-9_-]+)$", Pattern.MULTILINE);
    private static final Duration PATIENCE = Duration.ofSeconds(Together.PATIENCE_SECONDS);

    private final MemoryMailer mailer = new MemoryMailer();

    @Override
    public void send(Mail mail) {
        mailer.send(mail);
    }

    /** Returns the next mail, which must go to the given address. */
    public Mail nextTo(String address) {
        Mail mail = mailer.take(PATIENCE);
        assertThat(mail).as("a mail").isNotNull();
        assertThat(mail.to()).hasToString(address);
        return mail;
    }

    /** Returns the code of the next mail. */
    public String codeTo(String address) {
        Mail mail = nextTo(address);
        List<String> codes =
                CODE.matcher(mail.text()).results().map(found -> found.group()).toList();
        assertThat(codes).as("codes in " + mail.text()).hasSize(1);
        return codes.get(0);
    }

    /** Returns the token of the link in the next mail. */
    public String tokenTo(String address) {
        Matcher link = LINK.matcher(nextTo(address).text());
        assertThat(link.find()).as("a link on a line of its own").isTrue();
        return link.group(2);
    }
}
