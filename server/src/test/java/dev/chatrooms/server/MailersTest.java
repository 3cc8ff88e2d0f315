package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.mail.LoggingMailer;
import dev.chatrooms.mail.SmtpMailer;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailersTest {
    private static Mailer mailer(Map<String, String> variables) {
        return Mailers.of(Configuration.read(Map.of(), variables));
    }

    @Test
    void mailerShouldLogWhenNoServerIsSet() {
        assertThat(mailer(Map.of())).isInstanceOf(LoggingMailer.class);
        assertThat(mailer(Map.of("CHATROOMS_SMTP_URL", ""))).isInstanceOf(LoggingMailer.class);
    }

    @Test
    void mailerShouldUseConfiguredServerAndSender() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> received = CompletableFuture.supplyAsync(
                    () -> receiveMail(listening), task -> new Thread(task, "mail-server").start());
            Mailer mailer = mailer(Map.of(
                    "CHATROOMS_SMTP_URL",
                    "smtp://127.0.0.1:" + listening.getLocalPort() + "?starttls=never",
                    "CHATROOMS_MAIL_FROM",
                    "tea@example.org"));
            assertThat(mailer).isInstanceOf(SmtpMailer.class);

            mailer.send(new Mailer.Mail(new EmailAddress("alice@example.org"), "Tea", "It is ready.", "<p>Tea</p>"));

            assertThat(received.join())
                    .contains("MAIL FROM:<tea@example.org>", "RCPT TO:<alice@example.org>", "It is ready.");
        }
    }

    private static List<String> receiveMail(ServerSocket listening) {
        List<String> received = new ArrayList<>();
        try (Socket socket = listening.accept();
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            out.print("220 hello\r\n");
            out.flush();
            boolean inMail = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                received.add(line);
                boolean startsData = line.equals("DATA");
                inMail = startsData || (inMail && !line.equals("."));
                if (startsData || !inMail) {
                    out.print(startsData ? "354 go on\r\n" : "250 fine\r\n");
                    out.flush();
                }
            }
        } catch (IOException e) {
            received.add(e.toString());
        }
        return received;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"smtp://u:s3cret@host:port", "http://u:s3cret@host", "smtps://u:s3cret@h?starttls=required"})
    void invalidUrlShouldBeRejectedWithoutQuotingIt(String url) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> mailer(Map.of("CHATROOMS_SMTP_URL", url)))
                .withMessageStartingWith("CHATROOMS_SMTP_URL must be a URL like smtp://")
                .satisfies(e -> assertThat(e.getMessage()).endsWith(".").doesNotContain("s3cret"))
                .withNoCause();
    }
}
