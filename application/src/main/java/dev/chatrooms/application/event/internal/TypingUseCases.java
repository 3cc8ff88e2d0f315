package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.Typing;
import dev.chatrooms.application.event.internal.TypingState.Typist;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.TypingPolicy;
import dev.chatrooms.domain.people.BlockPolicy;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * {@link Typing} over the store and the live signals. A report costs one reading transaction, whether or not any member
 * has a stream: it reads the right to post, the size of the room and blocks. Repeated reports cost nothing.
 *
 * @param workers runs blocking work
 */
public record TypingUseCases(
        Store store, LiveSignals signals, RateLimits allowances, InstantSource clock, Executor workers)
        implements Typing {
    @Override
    public CompletableFuture<Void> typing(Caller caller, RoomId room, boolean on) {
        Typist typist = new Typist(room, caller.accountId());
        TypingThrottle.Report recent = signals.typingThrottle().recent(typist, on);
        if (recent != null) {
            return recent.outcome.copy();
        }
        if (!allowances.typing(caller.accountId())) {
            return CompletableFuture.completedFuture(null);
        }
        TypingThrottle.Report report = signals.typingThrottle().begin(typist, on);
        try {
            workers.execute(() -> process(typist, on, report));
        } catch (ChatException e) {
            signals.typingThrottle().forget(report);
            report.outcome.completeExceptionally(e);
        }
        return report.outcome.copy();
    }

    private void process(Typist typist, boolean on, TypingThrottle.Report report) {
        try {
            Instant now = clock.instant();
            boolean isShown = store.read(stores -> isShown(stores, typist, now));
            if (isShown && signals.typingThrottle().isLast(report)) {
                signals.typing(typist.room(), typist.person(), on);
            }
            report.outcome.complete(null);
        } catch (RuntimeException e) {
            signals.typingThrottle().forget(report);
            report.outcome.completeExceptionally(e);
        }
    }

    /** Returns whether the other members may see it. @throws ChatException if the account may not post in the room */
    private boolean isShown(Stores stores, Typist typist, Instant now) {
        Room room = stores.rooms().find(typist.room()).orElseThrow(() -> ChatException.notFound("room"));
        TypingPolicy.type(room, stores.rooms().standing(room.id(), typist.person(), now))
                .orElseThrow(ChatException::new);
        return signals.isSmallEnough(room.memberCount())
                && (room.kind() != RoomKind.DIRECT || BlockPolicy.showsTyping(withPeer(stores, typist, now)));
    }

    private static Blocking withPeer(Stores stores, Typist typist, Instant now) {
        List<MemberView> both = stores.roomQueries()
                .members(typist.room(), typist.person(), new PageRequest(2, null), now)
                .map(page -> page.items())
                .orElse(List.of());
        return both.stream()
                .map(member -> member.user().id())
                .filter(id -> !id.equals(typist.person()))
                .map((AccountId peer) -> stores.blocks().between(typist.person(), peer))
                .findFirst()
                .orElse(Blocking.NONE);
    }
}
