package dev.chatrooms.application;

// tag::push-worker[]
import dev.chatrooms.application.event.EventContent.OfMessage;
import dev.chatrooms.application.event.LogItem;
import dev.chatrooms.application.event.LogStart;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.domain.event.EventKind;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

final class PushWorker implements Flow.Subscriber<LogItem> {
    private final Consumer<String> phones;
    private Flow.Subscription subscription;

    private PushWorker(Consumer<String> phones) {
        this.phones = phones;
    }

    static void start(Chat chat, Consumer<String> phones) {
        // One node at a time pushes. A new reader begins with what happens from now on.
        chat.log().subscribe("push-worker", LogStart.now()).subscribe(new PushWorker(phones));
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription = s;
        s.request(1);
    }

    @Override
    public void onNext(LogItem item) {
        if (item instanceof LogItem.Events events) {
            events.events().forEach(this::push);
        }
        // The cursor is stored when this method returns. It may block.
        subscription.request(1);
    }

    private void push(LoggedEvent event) {
        if (event.kind() == EventKind.MESSAGE_POSTED && event.content() instanceof OfMessage of) {
            phones.accept(of.message().sender().username() + ": " + of.message().text());
        }
    }

    @Override
    public void onError(Throwable error) {
        throw new IllegalStateException("pushes are not possible", error);
    }

    @Override
    public void onComplete() {}
}
// end::push-worker[]
