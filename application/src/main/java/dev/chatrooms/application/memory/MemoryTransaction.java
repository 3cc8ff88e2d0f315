package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.application.spi.AdminQueries;
import dev.chatrooms.application.spi.AuditTrail;
import dev.chatrooms.application.spi.Avatars;
import dev.chatrooms.application.spi.Bans;
import dev.chatrooms.application.spi.Blocks;
import dev.chatrooms.application.spi.ConfigurationEntries;
import dev.chatrooms.application.spi.Contacts;
import dev.chatrooms.application.spi.Contents;
import dev.chatrooms.application.spi.DirectRooms;
import dev.chatrooms.application.spi.Erasures;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.application.spi.Files;
import dev.chatrooms.application.spi.Invites;
import dev.chatrooms.application.spi.LogReaders;
import dev.chatrooms.application.spi.LogRetention;
import dev.chatrooms.application.spi.Markers;
import dev.chatrooms.application.spi.Messages;
import dev.chatrooms.application.spi.OneTimeCodes;
import dev.chatrooms.application.spi.Outbox;
import dev.chatrooms.application.spi.Reactions;
import dev.chatrooms.application.spi.RoomQueries;
import dev.chatrooms.application.spi.Rooms;
import dev.chatrooms.application.spi.SearchIndex;
import dev.chatrooms.application.spi.Sessions;
import dev.chatrooms.application.spi.Settings;
import dev.chatrooms.application.spi.Statistics;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.DomainEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A transaction: a snapshot to read from and, if it may write, a journal to commit or roll back. */
final class MemoryTransaction implements UnitOfWork {
    /** An event to append at the end of the transaction. */
    record Pending(DomainEvent event, Instant at) {}

    /** A written version, with the actions that commit it and undo it. */
    private record Written(LongConsumer commit, Runnable takeBack) {}

    final Tables tables;
    final long snapshot;
    /** The head before the events that this transaction appends. */
    Cursor head;

    private final long oldestSnapshot;
    private final List<Written> journal = new ArrayList<>();
    private final List<Pending> appended = new ArrayList<>();
    private final boolean writable;
    /** How many stores may still be handed out. */
    private int remainingStores;

    private MemoryTransaction(
            Tables tables, long snapshot, Cursor head, long oldestSnapshot, boolean writable, int remainingStores) {
        this.tables = tables;
        this.snapshot = snapshot;
        this.head = head;
        this.oldestSnapshot = oldestSnapshot;
        this.writable = writable;
        this.remainingStores = remainingStores;
    }

    static MemoryTransaction reading(Tables tables, long snapshot, Cursor head) {
        return new MemoryTransaction(tables, snapshot, head, snapshot, false, Integer.MAX_VALUE);
    }

    /** Creates a transaction that hands out one store, once. */
    static MemoryTransaction readingSingle(Tables tables, long snapshot, Cursor head) {
        return new MemoryTransaction(tables, snapshot, head, snapshot, false, 1);
    }

    /** Creates the transaction of the single writer, which sees the newest versions including its own pending ones. */
    static MemoryTransaction writing(Tables tables, Cursor head, long oldestSnapshot) {
        return new MemoryTransaction(tables, VersionedTable.PENDING, head, oldestSnapshot, true, Integer.MAX_VALUE);
    }

    <K, V> @Nullable V get(VersionedTable<K, V> table, K key) {
        return table.get(key, snapshot);
    }

    <K, V> Stream<V> range(VersionedTable<K, V> table, K from, K to) {
        return table.range(from, to, snapshot);
    }

    <K, V> Stream<V> rangeDown(VersionedTable<K, V> table, K from, K to) {
        return table.rangeDown(from, to, snapshot);
    }

    <V> Stream<V> all(VersionedTable<?, V> table) {
        return table.all(snapshot);
    }

    <K, V> void put(VersionedTable<K, V> table, K key, @Nullable V value) {
        requireWritable();
        VersionedTable.Version<V> version = table.put(key, value, oldestSnapshot);
        journal.add(new Written(commit -> version.commit = commit, () -> table.takeBack(key, version)));
    }

    void requireWritable() {
        if (!writable) {
            throw new IllegalStateException("the transaction is read-only");
        }
    }

    List<Pending> appended() {
        return appended;
    }

    void commit(long number) {
        journal.forEach(written -> written.commit().accept(number));
    }

    void rollBack() {
        rollBackTo(0, 0);
    }

    private void rollBackTo(int written, int events) {
        while (journal.size() > written) {
            journal.remove(journal.size() - 1).takeBack().run();
        }
        appended.subList(events, appended.size()).clear();
    }

    @Override
    public int append(DomainEvent event, Instant at) {
        requireWritable();
        appended.add(new Pending(event, at));
        return appended.size() - 1;
    }

    @Override
    public Cursor verifyLog(Cursor known) {
        requireWritable();
        if (known.epoch().equals(head.epoch()) && known.position().isAfter(head.position())) {
            head = new Cursor(MemoryTransactions.newEpoch(), head.position());
        }
        return head;
    }

    @Override
    public <T> T attempt(Supplier<? extends T> part) {
        requireWritable();
        int written = journal.size();
        int events = appended.size();
        Cursor before = head;
        try {
            return part.get();
        } catch (Throwable e) {
            rollBackTo(written, events);
            head = before;
            throw e;
        }
    }

    /** Returns this transaction for one more store. */
    private MemoryTransaction takeStore() {
        if (remainingStores == 0) {
            throw new IllegalStateException("readSingle allows a single query");
        }
        remainingStores--;
        return this;
    }

    @Override
    public Accounts accounts() {
        return new MemoryAccounts(takeStore());
    }

    @Override
    public Sessions sessions() {
        return new MemorySessions(takeStore());
    }

    @Override
    public Contacts contacts() {
        return new MemoryContacts(takeStore());
    }

    @Override
    public Blocks blocks() {
        return new MemoryBlocks(takeStore());
    }

    @Override
    public Rooms rooms() {
        return new MemoryRooms(takeStore());
    }

    @Override
    public RoomQueries roomQueries() {
        return new MemoryRoomQueries(takeStore());
    }

    @Override
    public DirectRooms directRooms() {
        return new MemoryDirectRooms(takeStore());
    }

    @Override
    public Bans bans() {
        return new MemoryBans(takeStore());
    }

    @Override
    public Invites invites() {
        return new MemoryInvites(takeStore());
    }

    @Override
    public Markers markers() {
        return new MemoryMarkers(takeStore());
    }

    @Override
    public Messages messages() {
        return new MemoryMessages(takeStore());
    }

    @Override
    public Reactions reactions() {
        return new MemoryReactions(takeStore());
    }

    @Override
    public Files files() {
        return new MemoryFiles(takeStore());
    }

    @Override
    public Contents contents() {
        return new MemoryContents(takeStore());
    }

    @Override
    public EventLog log() {
        return new MemoryEventLog(takeStore());
    }

    @Override
    public OneTimeCodes codes() {
        return new MemoryOneTimeCodes(takeStore());
    }

    @Override
    public Outbox outbox() {
        return new MemoryOutbox(takeStore());
    }

    @Override
    public AuditTrail audit() {
        return new MemoryAuditTrail(takeStore());
    }

    @Override
    public Avatars avatars() {
        return new MemoryAvatars(takeStore());
    }

    @Override
    public Settings settings() {
        return new MemorySettings(takeStore());
    }

    @Override
    public LogReaders logReaders() {
        return new MemoryLogReaders(takeStore());
    }

    @Override
    public SearchIndex search() {
        return new MemorySearchIndex(takeStore());
    }

    @Override
    public ConfigurationEntries configuration() {
        return new MemoryConfigurationEntries(takeStore());
    }

    @Override
    public LogRetention retention() {
        return new MemoryLogRetention(this);
    }

    @Override
    public Erasures erasures() {
        return new MemoryErasures(takeStore());
    }

    @Override
    public AdminQueries adminQueries() {
        return new MemoryAdminQueries(takeStore());
    }

    @Override
    public Statistics statistics() {
        return new MemoryStatistics(takeStore());
    }
}
