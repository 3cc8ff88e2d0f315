package dev.chatrooms.application.mail.internal;

import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.application.spi.Mailer.NotSent;
import dev.chatrooms.application.spi.Outbox;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Delivers the mails of the outbox, one at a time. A failed mail is retried after 10 seconds, then after twice as long
 * each time, up to an hour, and dropped a day after its request.
 *
 * <p>No transaction is open while a mail is sent. The code is stored before the mail goes out, so that every mailed
 * code works.
 */
final class Delivery {
    /**
     * Longer than the minute that a mailer may take. An entry that is held for longer belongs to a node that has died.
     */
    static final Duration LEASE = Duration.ofSeconds(90);

    private static final Logger LOG = System.getLogger(Delivery.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
    /** Enough doublings to reach the longest delay. */
    private static final int MAX_DOUBLINGS = 9;

    private final Transactions transactions;
    private final MailComposer letters;
    private final Mailer mailer;
    private final InstantSource clock;

    Delivery(Transactions transactions, MailComposer letters, Mailer mailer, InstantSource clock) {
        this.transactions = transactions;
        this.letters = letters;
        this.mailer = mailer;
        this.clock = clock;
    }

    /**
     * Processes the entry that has been due for longest.
     *
     * @return whether there was one
     * @throws StoreUnavailable possibly after the mail went out; it may then go out again
     */
    boolean deliverNext() {
        Instant now = now();
        Optional<Outbox.Entry> claimed = write(uow -> uow.outbox().claim(now, now.plus(LEASE)));
        claimed.ifPresent(this::deliver);
        return claimed.isPresent();
    }

    private void deliver(Outbox.Entry entry) {
        try {
            Optional<Mail> mail = write(uow -> letters.compose(uow, entry));
            mail.ifPresent(mailer::send);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (NotSent e) {
            notSent(entry, e.isPermanent(), String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException e) {
            // Only the type of an unexpected exception is logged: its message might quote the mail.
            notSent(entry, false, e.getClass().getName());
            return;
        }
        run(uow -> uow.outbox().done(entry));
    }

    private void notSent(Outbox.Entry entry, boolean forGood, String why) {
        Instant again = now().plus(pause(entry.attempts()));
        boolean giveUp = forGood || !again.isBefore(entry.addedAt().plus(GIVE_UP_AFTER));
        LOG.log(
                Level.WARNING,
                "mail {0} ({1}) was not sent at attempt {2}, {3}: {4}",
                entry.id(),
                kind(entry.request()),
                entry.attempts(),
                giveUp ? "which was the last" : "next attempt at " + again,
                why);
        run(uow -> {
            if (giveUp) {
                uow.outbox().done(entry);
            } else {
                uow.outbox().postpone(entry, again);
            }
        });
    }

    private static String kind(MailRequest request) {
        return request.getClass().getSimpleName();
    }

    private static Duration pause(int attempts) {
        int doublings = Math.min(attempts - 1, MAX_DOUBLINGS);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void run(Consumer<? super UnitOfWork> work) {
        write(uow -> {
            work.accept(uow);
            return true;
        });
    }

    private <T> T write(Function<? super UnitOfWork, ? extends T> work) {
        return transactions.<T>write(work).result();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
