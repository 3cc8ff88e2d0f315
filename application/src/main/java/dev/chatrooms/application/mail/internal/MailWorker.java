package dev.chatrooms.application.mail.internal;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.internal.BackgroundThread;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The thread of a node that sends the mails of the outbox, once it is started. It runs shortly after a use case of this
 * node requests a mail, and polls every {@value #POLL_SECONDS} seconds for requests of other nodes and for retries.
 */
public final class MailWorker implements AutoCloseable {
    static final long POLL_SECONDS = 5;

    private static final Logger LOG = System.getLogger(MailWorker.class.getName());
    /**
     * The caller gets its answer before the work begins that depends on whether the account exists: a caller that
     * measures times would otherwise notice that work.
     */
    private static final Duration DELAY = Duration.ofMillis(100);

    private final Delivery delivery;
    private final BackgroundThread thread =
            new BackgroundThread("chatrooms-mail", Duration.ofSeconds(POLL_SECONDS), DELAY, this::deliverAll);
    /** Whether the store was unavailable in the last run. Only the thread uses it. */
    private boolean unavailable;

    public MailWorker(Transactions transactions, MailComposer composer, Mailer mailer, InstantSource clock) {
        this.delivery = new Delivery(transactions, composer, mailer, clock);
    }

    public void start() {
        thread.start();
    }

    /** Notifies the worker that the outbox may have new entries. Never blocks. */
    public void wake() {
        thread.wake();
    }

    private void deliverAll() {
        try {
            boolean more = true;
            while (more && !thread.isClosed()) {
                more = delivery.deliverNext();
                unavailable = false;
            }
        } catch (StoreUnavailable e) {
            if (!unavailable) {
                LOG.log(Level.WARNING, "mails wait until the store can be reached: {0}", e.getMessage());
            }
            unavailable = true;
        } catch (Throwable e) {
            FatalErrors.report(e);
            // The thread must survive. Only the type is logged: a message might quote the mail.
            LOG.log(
                    Level.ERROR,
                    "mail delivery failed unexpectedly and will be retried: {0}",
                    e.getClass().getName());
        }
    }

    /** Finishes the current mail, or abandons it after a few seconds. All other mails stay in the outbox. */
    @Override
    public void close() {
        thread.close();
    }
}
