package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.ClientStream;
import dev.chatrooms.application.event.StreamPlaces;
import dev.chatrooms.domain.id.AccountId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A place that was requested from a {@link StreamPlaceRegistry}. */
final class StreamPlace implements StreamPlaces.Place {
    final AccountId account;
    private final StreamPlaceRegistry registry;
    private final ClientStream stream;
    private final CompletableFuture<Void> granted = new CompletableFuture<>();

    StreamPlace(StreamPlaceRegistry registry, AccountId account, ClientStream stream) {
        this.registry = registry;
        this.account = account;
        this.stream = stream;
    }

    ClientStream stream() {
        return stream;
    }

    void grant() {
        granted.complete(null);
    }

    void refuse(Throwable reason) {
        granted.completeExceptionally(reason);
    }

    @Override
    public CompletionStage<Void> granted() {
        return granted;
    }

    @Override
    public void release() {
        registry.release(this);
    }
}
