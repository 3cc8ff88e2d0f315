package dev.chatrooms.mail;

import dev.chatrooms.application.spi.Mailer.NotSent;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Translates exceptions of the mail library into {@link NotSent}. Server replies often quote the address, so only their
 * reply code is passed on.
 */
final class FailureTranslator {
    private static final int PERMANENT = 500;
    private static final int AUTHENTICATION_REQUIRED = 530;
    /** Temporary in spite of its first digit (RFC 5321, section 4.5.3.1.10). */
    private static final int QUOTA_EXCEEDED = 552;

    private FailureTranslator() {}

    static NotSent translate(MessagingException failure, DeadlineSockets sockets, SmtpServer.Security security) {
        SMTPAddressFailedException address = find(failure, SMTPAddressFailedException.class);
        if (address != null) {
            return new NotSent(
                    "the mail server rejected the recipient (" + address.getReturnCode() + ")",
                    isPermanent(address),
                    null);
        }
        SMTPSenderFailedException sender = find(failure, SMTPSenderFailedException.class);
        if (sender != null) {
            return new NotSent("the mail server rejected the sender (" + sender.getReturnCode() + ")", false, null);
        }
        SMTPSendFailedException refused = find(failure, SMTPSendFailedException.class);
        if (refused != null) {
            return new NotSent("the mail server rejected the message (" + refused.getReturnCode() + ")", false, null);
        }
        if (failure instanceof AuthenticationFailedException) {
            return new NotSent("the mail server rejected the credentials", false, null);
        }
        if (sockets.isExpired()) {
            return new NotSent("the delivery timed out", false, null);
        }
        return translateConnectionFailure(failure, sockets, security);
    }

    private static NotSent translateConnectionFailure(
            MessagingException failure, DeadlineSockets sockets, SmtpServer.Security security) {
        IOException cause = find(failure, IOException.class);
        if (cause instanceof SocketTimeoutException) {
            return new NotSent("the mail server did not respond in time", false, cause);
        }
        if (cause instanceof SSLException) {
            return new NotSent("the TLS connection to the mail server failed", false, cause);
        }
        if (failure instanceof MailConnectException) {
            return new NotSent("the mail server cannot be reached", false, cause);
        }
        if (security == SmtpServer.Security.STARTTLS_REQUIRED && !sockets.isSecured() && cause == null) {
            return new NotSent("TLS is required, but the mail server does not offer it", false, null);
        }
        return new NotSent("the delivery failed", false, cause);
    }

    /**
     * Returns whether the recipient was rejected permanently: with a 5xx code that does not concern this client.
     * Missing authentication and relaying that a policy denies (5.7.x, RFC 3463) are configuration errors; the address
     * may be valid.
     */
    private static boolean isPermanent(SMTPAddressFailedException refused) {
        int code = refused.getReturnCode();
        boolean policy = String.valueOf(refused.getMessage()).startsWith(code + " 5.7.");
        return code >= PERMANENT && code != AUTHENTICATION_REQUIRED && code != QUOTA_EXCEEDED && !policy;
    }

    /** Finds an exception of a type in the chain of causes. */
    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
