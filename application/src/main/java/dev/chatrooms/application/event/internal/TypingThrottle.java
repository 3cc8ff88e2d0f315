package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.internal.TypingState.Typist;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the people of this node have just told of their typing, so that who tells the same again at once costs nothing.
 * It holds what was told within {@link #SOON}, and of that no more than {@value #MOST}. Thread-safe.
 */
final class TypingThrottle {
    /**
     * Well below {@link TypingState#LASTS}, so that who repeats it every three seconds is shown as typing all the time.
     */
    static final Duration SOON = Duration.ofSeconds(2);

    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<Typist, Word> told = new LinkedHashMap<>();

    /** What somebody told, and what became of it. */
    static final class Word {
        private final Typist typist;
        private final boolean on;
        private final Instant at;
        final CompletableFuture<Void> outcome = new CompletableFuture<>();

        private Word(Typist typist, boolean on, Instant at) {
            this.typist = typist;
            this.on = on;
            this.at = at;
        }
    }

    TypingThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /** The same if it was told just now; else null. */
    synchronized @Nullable Word recent(Typist typist, boolean on) {
        Word word = told.get(typist);
        return word != null && word.on == on && clock.instant().isBefore(word.at.plus(SOON)) ? word : null;
    }

    synchronized Word begin(Typist typist, boolean on) {
        Instant now = clock.instant();
        Word word = new Word(typist, on, now);
        // Removed first: what was told first comes first.
        told.remove(typist);
        told.put(typist, word);
        Iterator<Word> oldest = told.values().iterator();
        while (oldest.hasNext()) {
            if (now.isBefore(oldest.next().at.plus(SOON)) && told.size() <= MOST) {
                break;
            }
            oldest.remove();
        }
        return word;
    }

    /** Whether nothing has come since that ends it. */
    synchronized boolean isLast(Word word) {
        return told.get(word.typist) == word;
    }

    synchronized void forget(Word word) {
        told.remove(word.typist, word);
    }

    synchronized void forget(Typist typist) {
        told.remove(typist);
    }

    synchronized void forget(RoomId room) {
        told.keySet().removeIf(typist -> typist.room().equals(room));
    }
}
