package dev.chatrooms.examples.console;

import dev.chatrooms.application.event.EventContent.OfMessage;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.ViewedEvent;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;

/** Prints the messages that an account receives. */
final class MessagePrinter implements Flow.Subscriber<FeedItem> {
    private final PrintStream out;
    private final CountDownLatch started = new CountDownLatch(1);
    private final Semaphore printed = new Semaphore(0);

    MessagePrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(FeedItem item) {
        if (item instanceof FeedItem.Batch batch) {
            batch.events().forEach(this::print);
        } else {
            started.countDown();
        }
    }

    private void print(ViewedEvent viewed) {
        if (viewed.content() instanceof OfMessage of) {
            out.println(of.message().sender().username() + ": " + of.message().text());
            printed.release();
        }
    }

    @Override
    public void onError(Throwable error) {
        out.println("The stream has failed: " + error.getMessage());
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    /** Waits until the stream has begun: later messages are printed. */
    void awaitStart() throws InterruptedException {
        started.await();
    }

    /** Waits until one more message has been printed, or the stream has ended. */
    void awaitMessage() throws InterruptedException {
        printed.acquire();
    }

    private void end() {
        started.countDown();
        printed.release(Integer.MAX_VALUE / 2);
    }
}
