package dev.chatrooms.mail;

import static dev.chatrooms.mail.MailFixtures.MAIL;
import static dev.chatrooms.mail.MailFixtures.failure;
import static dev.chatrooms.mail.MailFixtures.mailer;
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

/** TLS and the verification of the server's identity. The certificate of these tests is for {@code localhost}. */
class SmtpTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static SSLContext context;

    /** Trusts only the certificate of this test, which the JVM does not trust. */
    private static SSLSocketFactory trusting;

    @BeforeAll
    static void createCertificate() throws Exception {
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
    static void clearKeystoreProperty() {
        System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY);
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mail", keys.getCertificate("mail"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static SmtpMailer trustingMailer(String url) {
        return new SmtpMailer(
                SmtpServer.parse(url),
                MailFixtures.SENDER,
                MailFixtures.LONG_TIMEOUTS,
                trusting,
                InstantSource.system());
    }

    @Test
    void sendShouldUseTlsFromTheFirstByteWhenTheSchemeIsSmtps() throws IOException {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        server.start();
        try {
            String at = ":" + server.getSmtps().getPort();

            trustingMailer("smtps://localhost" + at).send(MAIL);
            assertThat(server.getReceivedMessages()).hasSize(1);

            assertTlsFailed(failure(mailer("smtps://localhost" + at)));
            assertTlsFailed(failure(trustingMailer("smtps://127.0.0.1" + at)));
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?starttls=required"})
    void sendShouldStartTlsBeforeAnythingElseWhenItIsOffered(String query) {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(Map.of(), context)) {
            trustingMailer("smtp://localhost:" + server.port() + query).send(MAIL);

            assertThat(server.received())
                    .containsSubsequence("EHLO example.org", "STARTTLS", "(secured)", "EHLO example.org");
            assertThat(server.received().subList(0, server.received().indexOf("(secured)")))
                    .containsExactly("EHLO example.org", "STARTTLS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?starttls=required"})
    void sendShouldRejectAServerWithAnotherCertificate(String query) {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(Map.of(), context)) {
            String at = ":" + server.port() + query;

            assertTlsFailed(failure(trustingMailer("smtp://u:s3cret@127.0.0.1" + at)));
            assertTlsFailed(failure(mailer("smtp://u:s3cret@localhost" + at)));
            assertThat(server.received()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void sendShouldFailTemporarilyWhenTlsIsRequiredButNotOffered() {
        try (ScriptedSmtpServer server =
                ScriptedSmtpServer.replying(Map.of("EHLO", "250-scripted\r\n250 AUTH PLAIN LOGIN"))) {
            NotSent failure =
                    failure(trustingMailer("smtp://u:s3cret@localhost:" + server.port() + "?starttls=required"));

            assertThat(failure).hasMessage("TLS is required, but the mail server does not offer it");
            assertThat(failure.isPermanent()).isFalse();
            assertThat(server.received()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void sendShouldUseNoTlsWhenItIsDisabled() {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(Map.of(), context)) {
            trustingMailer("smtp://localhost:" + server.port() + "?starttls=never")
                    .send(MAIL);

            assertThat(server.received()).contains(".").doesNotContain("STARTTLS");
        }
    }

    private static void assertTlsFailed(NotSent failure) {
        assertThat(failure)
                .hasMessage("the TLS connection to the mail server failed")
                .hasCauseInstanceOf(SSLException.class);
        assertThat(failure.isPermanent()).isFalse();
    }
}
