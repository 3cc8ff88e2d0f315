package dev.chatrooms.application.mail.internal;

import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a node that sends mail. It works a moment after somebody on this node has asked for a mail, and
 * otherwise looks every {@value #POLL_SECONDS} seconds for what other nodes have left behind or what is to be tried
 * again. Its first look is a while after the start, so that a command of a second's duration does not begin to send a
 * server's mails.
 */
public final class MailWorker implements AutoCloseable {
    static final long POLL_SECONDS = 5;

    private static final Logger LOG = System.getLogger(MailWorker.class.getName());
    private static final long CLOSE_SECONDS = 5;
    private static final long PAUSE_MILLIS = 100;

    private final Delivery delivery;
    private final Semaphore asked = new Semaphore(0);
    /** Has a permit once the postman is to end. */
    private final Semaphore pause = new Semaphore(0);

    private final Thread thread = new Thread(this::run, "chatrooms-postman");
    private volatile boolean closed;
    /** Whether the store was away at the last look; only the thread. */
    private boolean away;

    public MailWorker(Transactions transactions, MailComposer letters, Mailer mailer, InstantSource clock) {
        this.delivery = new Delivery(transactions, letters, mailer, clock);
        thread.setDaemon(true);
        thread.start();
    }

    /** There may be something to send. Never blocks. */
    public void wake() {
        asked.release();
    }

    private void run() {
        try {
            while (!closed) {
                boolean woken = asked.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS);
                if (woken) {
                    // Whoever asked is to have his answer before there is work that depends on whether there is such a
                    // person: who
                    // measures would see it compete with the answer.
                    pause.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                    asked.drainPermits();
                }
                deliverAll();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "interrupted, the postman ends");
        }
    }

    private void deliverAll() {
        try {
            boolean more = true;
            while (more && !closed) {
                more = delivery.deliverNext();
                away = false;
            }
        } catch (StoreUnavailable e) {
            if (!away) {
                LOG.log(Level.WARNING, "mails wait until the store can be reached again: {0}", e.getMessage());
            }
            away = true;
        } catch (Throwable e) {
            // Nothing may end this thread but closing. Only the kind is told: a mail may be quoted.
            LOG.log(
                    Level.ERROR,
                    "the postman failed unexpectedly and goes on: {0}",
                    e.getClass().getName());
        }
    }

    /** Finishes the mail that is under way, or gives it up after a while, and ends. What is left waits in the store. */
    @Override
    public void close() {
        closed = true;
        pause.release();
        wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
