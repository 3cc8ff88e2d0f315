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

/** The texts of all mails. Each has a few paragraphs, the same in plain text and HTML. */
final class MailTemplates {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private MailTemplates() {}

    /**
     * Contains no name and no text that a user has typed: it goes to any address that someone registers with, and must
     * not be usable to send texts to strangers. The eight digits of the code appear only once.
     */
    static Mail verification(EmailAddress to, MailedSecret code) {
        return mail(
                to,
                "Your code for Chatrooms",
                "Someone, probably you, registered this address at Chatrooms."
                        + " Enter this code to verify that it is yours:",
                code.value(),
                "The code can be used once, within 24 hours. A newer code replaces it.",
                "If it was not you, someone mistyped an address, and you can ignore this mail.");
    }

    static Mail passwordReset(EmailAddress to, Account account, String link) {
        return mail(
                to,
                "Reset your Chatrooms password",
                "Hello " + account.displayName() + ",",
                "someone, probably you, asked to reset the password of your account " + account.username()
                        + ". This link lets you choose a new one. It works once, within the next hour:",
                link,
                "If it was not you, you can ignore this mail: your password stays the same.");
    }

    static Mail accountCreated(EmailAddress to, Account account, String link) {
        return mail(
                to,
                "Your account at Chatrooms",
                "Hello " + account.displayName() + ",",
                "an administrator has created an account for you at Chatrooms. Your username is " + account.username()
                        + ". This link lets you choose a password. It works once, within the next 24 hours:",
                link,
                "Later, \"forgot password\" sends you another link to this address.");
    }

    static Mail passwordChanged(EmailAddress to, Account account, Instant at) {
        return mail(
                to,
                "Your password was changed",
                "Hello " + account.displayName() + ",",
                "the password of your account " + account.username() + " at Chatrooms was changed (" + TIME.format(at)
                        + "), and all other devices were signed out.",
                "If it was not you, reset it with \"forgot password\", and check the security of your mailbox too.");
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
