package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.file.FileIntegrity;
import dev.chatrooms.application.file.FileIntegrity.Finding;
import dev.chatrooms.application.file.FileIntegrity.Listener;
import dev.chatrooms.application.file.FileIntegrity.Problem;
import dev.chatrooms.application.file.FileIntegrity.Request;
import dev.chatrooms.application.file.FileIntegrity.Result;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.Contents.Referenced;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.FileStore.StoredContent;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileUse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One check: goes over the store and the table side by side, in the order of keys. The two lists are not read at the
 * same instant, so what differs is only a suspicion. It becomes a finding by the order in which nodes work:
 *
 * <ul>
 *   <li>A content is stored after a file refers to it, and deleted after it was released. So a stored content that has
 *       no file afterwards, is not released, and is still stored then, is left over.
 *   <li>A file is complete only while its content is stored. So a content that is not stored between two queries which
 *       both find the same complete file is missing.
 * </ul>
 */
final class IntegrityCheck {
    private static final int BATCH = 100;
    private static final int MAX_READS = 3;
    private static final int SHARE_DIGITS = 7;
    private static final double SHARES = Math.pow(16, SHARE_DIGITS);

    private final Store store;
    private final FileStore files;
    private final Request request;
    private final Listener listener;
    private final List<StoredContent> suspects = new ArrayList<>(BATCH);
    private final Map<Problem, Long> found = new EnumMap<>(Problem.class);
    private long contents;
    private long bytes;
    private long repaired;

    IntegrityCheck(Store store, FileStore files, Request request, Listener listener) {
        this.store = store;
        this.files = files;
        this.request = request;
        this.listener = listener;
    }

    /** Checks all contents. A repair releases them, and the collector deletes them. */
    Result run() {
        PagedKeys<StoredContent> stored =
                new PagedKeys<>(after -> files.list(after, FileStore.MAX_PAGE), StoredContent::key);
        PagedKeys<Referenced> referenced = new PagedKeys<>(
                after -> store.readSingle(stores -> stores.contents().referenced(after, FileStore.MAX_PAGE)),
                Referenced::content);
        ContentKey inStore = stored.key();
        ContentKey inTable = referenced.key();
        while (inStore != null || inTable != null) {
            int order = compare(inStore, inTable);
            listener.checked(share(order <= 0 ? inStore : inTable));
            if (order < 0) {
                suspect(stored.take());
            } else if (order > 0) {
                checkAbsent(counted(referenced.take()));
            } else {
                check(stored.take(), counted(referenced.take()));
            }
            inStore = stored.key();
            inTable = referenced.key();
        }
        checkSuspects();
        listener.checked(1);
        return new Result(
                contents, bytes, count(Problem.MISSING), count(Problem.DAMAGED), count(Problem.LEFT_OVER), repaired);
    }

    /** Compares two keys, of which null is the last one. */
    private static int compare(@Nullable ContentKey one, @Nullable ContentKey other) {
        if (one == null || other == null) {
            return one == null ? 1 : -1;
        }
        return one.compareTo(other);
    }

    /** Returns the share of all keys before one. Hashes are distributed evenly. */
    private static double share(@Nullable ContentKey key) {
        return key == null ? 1 : Integer.parseInt(key.hash().value().substring(0, SHARE_DIGITS), 16) / SHARES;
    }

    private Referenced counted(Referenced content) {
        contents++;
        bytes += content.size();
        return content;
    }

    private long count(Problem problem) {
        return found.getOrDefault(problem, 0L);
    }

    private void report(Problem problem, ContentKey content, long size, List<FileUse> uses) {
        found.merge(problem, 1L, Long::sum);
        listener.found(new Finding(problem, content, size, uses));
    }

    // ---- left over

    private void suspect(StoredContent content) {
        suspects.add(content);
        if (suspects.size() == BATCH) {
            checkSuspects();
        }
    }

    private void checkSuspects() {
        List<ContentKey> keys = suspects.stream().map(StoredContent::key).toList();
        Set<ContentKey> unknown = keys.isEmpty()
                ? Set.of()
                : store.readSingle(stores -> stores.contents().unknown(keys));
        for (StoredContent suspect : suspects) {
            if (unknown.contains(suspect.key()) && files.find(suspect.key()).isPresent()) {
                report(Problem.LEFT_OVER, suspect.key(), suspect.size(), List.of());
                if (request.repair()) {
                    release(suspect.key());
                }
            }
        }
        suspects.clear();
    }

    private void release(ContentKey content) {
        store.write(uow -> {
            uow.contents().release(content);
            return true;
        });
        repaired++;
    }

    // ---- missing and damaged

    private void checkAbsent(Referenced content) {
        List<FileUse> before = uses(content.content());
        if (before.isEmpty() || files.find(content.content()).isPresent()) {
            return;
        }
        List<FileUse> lasting = new ArrayList<>(before);
        lasting.retainAll(uses(content.content()));
        if (!lasting.isEmpty()) {
            report(Problem.MISSING, content.content(), content.size(), lasting);
        }
    }

    private void check(StoredContent stored, Referenced referenced) {
        Optional<Boolean> whole = stored.size() != referenced.size()
                ? Optional.of(false)
                : request.read() ? verify(stored.key(), 1) : Optional.of(true);
        if (whole.isEmpty()) {
            checkAbsent(referenced);
        } else if (!whole.get()) {
            List<FileUse> uses = uses(stored.key());
            // Without files it has been removed meanwhile, and its bytes do not matter any more.
            if (!uses.isEmpty()) {
                report(Problem.DAMAGED, stored.key(), stored.size(), uses);
            }
        }
    }

    /** Returns false if the content has another hash, or cannot be read although the store works. */
    private Optional<Boolean> verify(ContentKey content, int attempt) {
        try {
            return files.verify(content);
        } catch (StoreUnavailable e) {
            if (attempt < MAX_READS) {
                return verify(content, attempt + 1);
            }
            return files.find(content).map(unreadable -> false);
        }
    }

    private List<FileUse> uses(ContentKey content) {
        return store.readSingle(stores -> stores.contents().uses(content, FileIntegrity.MAX_FILES));
    }
}
