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
 * Keeps mails instead of sending them, for whoever wants to read them in the same process: the last {@value #KEPT}.
 * Thread-safe. It is the default of a chat in memory; nobody else gets these mails.
 */
public final class MemoryMailer implements Mailer {
    public static final int KEPT = 100;

    private static final Logger LOG = System.getLogger(MemoryMailer.class.getName());

    private final LinkedBlockingDeque<Mail> mails = new LinkedBlockingDeque<>(KEPT);

    @Override
    public void send(Mail mail) {
        while (!mails.offerLast(mail)) {
            if (mails.pollFirst() != null) {
                LOG.log(Level.WARNING, "the mailbox in memory is full, its oldest mail is dropped");
            }
        }
    }

    /** Those that nobody has taken yet, the oldest first. */
    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    /** Takes the oldest, and waits for one for so long at most; null if none comes. */
    public @Nullable Mail take(Duration patience) {
        try {
            return mails.pollFirst(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
