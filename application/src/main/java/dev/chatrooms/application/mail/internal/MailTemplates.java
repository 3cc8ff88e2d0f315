package dev.chatrooms.application.mail.internal;

import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What our mails say. Each is a few paragraphs, in plain text and in HTML alike. */
final class MailTemplates {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private MailTemplates() {}

    /**
     * Names nobody, and nothing that a stranger has typed: this one goes to whatever address somebody registers with,
     * and must be of no use for sending strangers a text of one's own. So the code is also the only number in it.
     */
    static Mail verification(EmailAddress to, MailedSecret code) {
        return mail(
                to,
                "Your code for Chatrooms",
                "Somebody, probably you, has given this address at Chatrooms. This is the code that proves that it is yours:",
                code.value(),
                "It can be used once, within 24 hours. A newer one replaces it.",
                "If it was not you, somebody has mistyped an address, and you need not do anything.");
    }

    static Mail passwordReset(EmailAddress to, Account account, String link) {
        return mail(
                to,
                "Another password for Chatrooms",
                "Hello " + account.displayName() + ",",
                "somebody, probably you, wants to set another password for your account " + account.username()
                        + ". Within the next hour this link leads there, once:",
                link,
                "If it was not you, you need not do anything: your password stays as it is.");
    }

    static Mail passwordChanged(EmailAddress to, Account account, Instant at) {
        return mail(
                to,
                "Your password was changed",
                "Hello " + account.displayName() + ",",
                "the password of your account " + account.username() + " at Chatrooms was changed (" + TIME.format(at)
                        + "), and all other devices were signed out.",
                "If it was not you, set another one with \"forgot password\", and look after your mailbox too.");
    }

    private static Mail mail(EmailAddress to, String subject, String... paragraphs) {
        String text = String.join("\n\n", paragraphs) + "\n";
        String html = Arrays.stream(paragraphs)
                .map(MailTemplates::paragraph)
                .collect(Collectors.joining(
                        "\n",
                        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"></head><body>\n",
                        "\n</body></html>\n"));
        return new Mail(to, subject, text, html);
    }

    private static String paragraph(String text) {
        String escaped = escaped(text);
        boolean link = text.startsWith("http://") || text.startsWith("https://");
        return link ? "<p><a href=\"" + escaped + "\">" + escaped + "</a></p>" : "<p>" + escaped + "</p>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
