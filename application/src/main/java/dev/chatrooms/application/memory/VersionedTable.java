package dev.chatrooms.application.memory;

import java.util.Comparator;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An ordered table of immutable rows that keeps as many versions of a key as readers need. Writers do not affect a
 * reader's snapshot, and no commit copies the table. There is one writer at a time.
 *
 * <p>Each key has a chain of versions, newest first. A version becomes visible with the number of its commit; before
 * that it is {@link #PENDING}, visible to the writer's own snapshot only.
 */
final class VersionedTable<K, V> {
    static final long PENDING = Long.MAX_VALUE;

    private final ConcurrentNavigableMap<K, Version<V>> chains;

    VersionedTable(Comparator<? super K> order) {
        this.chains = new ConcurrentSkipListMap<>(order);
    }

    static final class Version<V> {
        final @Nullable V value;
        volatile @Nullable Version<V> older;
        volatile long commit = PENDING;

        Version(@Nullable V value, @Nullable Version<V> older) {
            this.value = value;
            this.older = older;
        }
    }

    @Nullable
    V get(K key, long snapshot) {
        return at(chains.get(key), snapshot);
    }

    /**
     * Adds a pending version; null deletes the row.
     *
     * @param oldestSnapshot the oldest snapshot in use; versions only older ones could read are dropped
     * @return the version, to be committed or rolled back
     */
    Version<V> put(K key, @Nullable V value, long oldestSnapshot) {
        Version<V> newest = chains.get(key);
        for (Version<V> v = newest; v != null; v = v.older) {
            if (v.commit <= oldestSnapshot) {
                v.older = null;
            }
        }
        Version<V> version = new Version<>(value, newest);
        chains.put(key, version);
        return version;
    }

    void takeBack(K key, Version<V> version) {
        Version<V> older = version.older;
        if (older == null) {
            chains.remove(key);
        } else {
            chains.put(key, older);
        }
    }

    /** Returns the rows with {@code from <= key < to} in key order. */
    Stream<V> range(K from, K to, long snapshot) {
        return rows(chains.subMap(from, to), snapshot);
    }

    /** As {@link #range}, in descending key order. */
    Stream<V> rangeDown(K from, K to, long snapshot) {
        return rows(chains.subMap(from, to).descendingMap(), snapshot);
    }

    Stream<V> all(long snapshot) {
        return rows(chains, snapshot);
    }

    private static <V> Stream<V> rows(ConcurrentNavigableMap<?, Version<V>> part, long snapshot) {
        return part.values().stream().flatMap(v -> Stream.ofNullable(at(v, snapshot)));
    }

    private static <V> @Nullable V at(@Nullable Version<V> newest, long snapshot) {
        for (Version<V> v = newest; v != null; v = v.older) {
            if (v.commit <= snapshot) {
                return v.value;
            }
        }
        return null;
    }
}
