package dev.chatrooms.application.mail.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.UnitOfWork;
import java.time.Instant;

/** Adds requests for mails to the outbox. */
public final class MailRequests {
    private final Store store;
    private final IdGenerator ids;
    private final Runnable wake;

    public MailRequests(Store store, IdGenerator ids, Runnable wake) {
        this.store = store;
        this.ids = ids;
        this.wake = wake;
    }

    /** Requests a mail in a transaction of its own. @throws ChatException {@code unavailable} */
    public void add(MailRequest request, Instant now) {
        store.write(uow -> {
            add(uow, request, now);
            return request;
        });
        wake();
    }

    /** Requests a mail in the caller's transaction. @throws ChatException {@code unavailable} if too many mails wait */
    public void add(UnitOfWork uow, MailRequest request, Instant now) {
        if (!offer(uow, request, now)) {
            throw ChatException.unavailable("too many mails are waiting to be sent", null);
        }
    }

    /** As {@link #add}, for a mail that may be dropped. @return false if the outbox is full */
    public boolean offer(UnitOfWork uow, MailRequest request, Instant now) {
        return uow.outbox().add(ids.next(), request, now);
    }

    /** Notifies the mail worker. Callers that pass a unit of work call this after its commit. */
    public void wake() {
        wake.run();
    }
}
