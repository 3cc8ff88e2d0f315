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
 * What failures of a delivery mean. What a server answers is not passed on, as it likes to quote the address, but for
 * its number.
 */
final class Failures {
    private static final int PERMANENT = 500;
    private static final int AUTHENTICATION_REQUIRED = 530;
    /** Full for now, whatever its first digit says (RFC 5321, section 4.5.3.1.10). */
    private static final int TOO_MUCH = 552;

    private Failures() {}

    static NotSent of(MessagingException failure, Line line, SmtpServer.Security security) {
        SMTPAddressFailedException address = find(failure, SMTPAddressFailedException.class);
        if (address != null) {
            return new NotSent(
                    "the mail server refuses the address (" + address.getReturnCode() + ")", isForGood(address), null);
        }
        SMTPSenderFailedException sender = find(failure, SMTPSenderFailedException.class);
        if (sender != null) {
            return new NotSent("the mail server refuses the sender (" + sender.getReturnCode() + ")", false, null);
        }
        SMTPSendFailedException refused = find(failure, SMTPSendFailedException.class);
        if (refused != null) {
            return new NotSent("the mail server refuses the mail (" + refused.getReturnCode() + ")", false, null);
        }
        if (failure instanceof AuthenticationFailedException) {
            return new NotSent("the mail server refuses user or password", false, null);
        }
        if (line.isCut()) {
            return new NotSent("the mail server did not take the mail in time", false, null);
        }
        return ofLine(failure, line, security);
    }

    private static NotSent ofLine(MessagingException failure, Line line, SmtpServer.Security security) {
        IOException cause = find(failure, IOException.class);
        if (cause instanceof SocketTimeoutException) {
            return new NotSent("the mail server does not answer in time", false, cause);
        }
        if (cause instanceof SSLException) {
            return new NotSent("the line to the mail server cannot be secured", false, cause);
        }
        if (failure instanceof MailConnectException) {
            return new NotSent("the mail server cannot be reached", false, cause);
        }
        if (security == SmtpServer.Security.STARTTLS_REQUIRED && !line.isSecured() && cause == null) {
            return new NotSent("the mail server offers no TLS, which is required", false, null);
        }
        return new NotSent("the mail server did not take the mail", false, cause);
    }

    /**
     * A 5xx to the recipient, unless it says something about us: that we have not logged in, or that a policy (5.7.x,
     * RFC 3463) keeps us from relaying. That is a matter of settings, and the address may be good.
     */
    private static boolean isForGood(SMTPAddressFailedException refused) {
        int code = refused.getReturnCode();
        boolean policy = String.valueOf(refused.getMessage()).startsWith(code + " 5.7.");
        return code >= PERMANENT && code != AUTHENTICATION_REQUIRED && code != TOO_MUCH && !policy;
    }

    /** In the chain of what led to what, and of what else went wrong. */
    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
