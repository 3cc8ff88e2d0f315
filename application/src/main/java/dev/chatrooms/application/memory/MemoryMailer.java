package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.Mailer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last {@value #KEPT} mails in memory instead of sending them; the default of an in-memory chat. Thread-safe.
 */
public final class MemoryMailer implements Mailer {
    public static final int KEPT = 100;

    private static final Logger LOG = System.getLogger(MemoryMailer.class.getName());

    private final LinkedBlockingDeque<Mail> mails = new LinkedBlockingDeque<>(KEPT);

    @Override
    public void send(Mail mail) {
        while (!mails.offerLast(mail)) {
            if (mails.pollFirst() != null) {
                LOG.log(Level.WARNING, "the in-memory mailbox is full; dropped the oldest mail");
            }
        }
    }

    /** Returns the mails that have not been taken, oldest first. */
    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    /** Removes and returns the oldest mail, waiting for one up to the given time; null if none arrives. */
    public @Nullable Mail take(Duration patience) {
        try {
            return mails.pollFirst(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
