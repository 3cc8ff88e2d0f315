package dev.chatrooms.mail;

import static dev.chatrooms.mail.Mails.MAIL;
import static dev.chatrooms.mail.Mails.failure;
import static dev.chatrooms.mail.Mails.mailer;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.chatrooms.application.spi.Mailer.NotSent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS, and that the server has to be the one that was named. The certificate of the tests is for {@code localhost}. */
class SecuredMailTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static SSLContext context;

    /** What the JVM trusts does not contain the test's certificate; this does, and nothing else. */
    private static SSLSocketFactory trusting;

    @BeforeAll
    static void makeACertificate() throws Exception {
        Path store = folder.resolve("tls.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mail",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=DNS:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(folder.resolve("keytool.txt")))
                .isZero();
        context = context(store);
        trusting = context.getSocketFactory();
        System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY, store.toString());
    }

    @AfterAll
    static void forgetIt() {
        System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY);
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mail", keys.getCertificate("mail"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(mine.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static SmtpMailer trustingMailer(String url) {
        return new SmtpMailer(SmtpServer.parse(url), Mails.SENDER, Mails.PATIENT, trusting, InstantSource.system());
    }

    @Test
    void sendShouldGoOverTlsFromTheFirstByte() throws IOException {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        server.start();
        try {
            String at = ":" + server.getSmtps().getPort();

            trustingMailer("smtps://localhost" + at).send(MAIL);
            assertThat(server.getReceivedMessages()).hasSize(1);

            assertInsecure(failure(mailer("smtps://localhost" + at)));
            assertInsecure(failure(trustingMailer("smtps://127.0.0.1" + at)));
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?starttls=required"})
    void sendShouldBeginTlsBeforeItSaysAnythingWhereItIsOffered(String query) {
        try (ScriptedServer server = new ScriptedServer(Map.of(), context)) {
            trustingMailer("smtp://localhost:" + server.port() + query).send(MAIL);

            assertThat(server.heard())
                    .containsSubsequence("EHLO example.org", "STARTTLS", "(secured)", "EHLO example.org");
            assertThat(server.heard().subList(0, server.heard().indexOf("(secured)")))
                    .containsExactly("EHLO example.org", "STARTTLS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?starttls=required"})
    void sendShouldTrustNoServerThatIsNotTheNamedOne(String query) {
        try (ScriptedServer server = new ScriptedServer(Map.of(), context)) {
            String at = ":" + server.port() + query;

            assertInsecure(failure(trustingMailer("smtp://u:s3cret@127.0.0.1" + at)));
            assertInsecure(failure(mailer("smtp://u:s3cret@localhost" + at)));
            assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void sendShouldFailForNowWhenTlsIsRequiredAndNotOffered() {
        try (ScriptedServer server = ScriptedServer.answering(Map.of("EHLO", "250-scripted\r\n250 AUTH PLAIN LOGIN"))) {
            NotSent failure =
                    failure(trustingMailer("smtp://u:s3cret@localhost:" + server.port() + "?starttls=required"));

            assertThat(failure).hasMessage("the mail server offers no TLS, which is required");
            assertThat(failure.isForGood()).isFalse();
            assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void sendShouldGoInTheClearWhenTlsIsSwitchedOff() {
        try (ScriptedServer server = new ScriptedServer(Map.of(), context)) {
            trustingMailer("smtp://localhost:" + server.port() + "?starttls=never")
                    .send(MAIL);

            assertThat(server.heard()).contains(".").doesNotContain("STARTTLS");
        }
    }

    private static void assertInsecure(NotSent failure) {
        assertThat(failure)
                .hasMessage("the line to the mail server cannot be secured")
                .hasCauseInstanceOf(SSLException.class);
        assertThat(failure.isForGood()).isFalse();
    }
}
