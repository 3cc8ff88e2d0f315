package dev.chatrooms.application.mail.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.UnitOfWork;
import java.time.Instant;

/** Where use cases ask for mails. */
public final class MailRequests {
    private final Store store;
    private final IdGenerator ids;
    private final Runnable wake;

    public MailRequests(Store store, IdGenerator ids, Runnable wake) {
        this.store = store;
        this.ids = ids;
        this.wake = wake;
    }

    /** Asks for a mail in a transaction of its own. @throws ChatException {@code unavailable} */
    public void add(MailRequest request, Instant now) {
        store.write(uow -> {
            add(uow, request, now);
            return request;
        });
        wake();
    }

    /**
     * Asks for a mail that will be sent if the transaction commits. @throws ChatException {@code unavailable} if too
     * many wait already
     */
    public void add(UnitOfWork uow, MailRequest request, Instant now) {
        if (!offer(uow, request, now)) {
            throw ChatException.unavailable("too many mails are waiting to be sent", null);
        }
    }

    /** As {@link #add}, for a mail that nothing depends on. @return whether there was room for it */
    public boolean offer(UnitOfWork uow, MailRequest request, Instant now) {
        return uow.outbox().add(ids.next(), request, now);
    }

    /** Notifies the mail worker. Callers that pass a unit of work call this after its commit. */
    public void wake() {
        wake.run();
    }
}
