package dev.chatrooms.persistence;

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
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.account.JdbcAccounts;
import dev.chatrooms.persistence.account.JdbcAvatars;
import dev.chatrooms.persistence.account.JdbcErasures;
import dev.chatrooms.persistence.account.JdbcOneTimeCodes;
import dev.chatrooms.persistence.account.JdbcSessions;
import dev.chatrooms.persistence.account.JdbcSettings;
import dev.chatrooms.persistence.admin.JdbcAdminQueries;
import dev.chatrooms.persistence.admin.JdbcAuditTrail;
import dev.chatrooms.persistence.admin.JdbcConfigurationEntries;
import dev.chatrooms.persistence.admin.JdbcStatistics;
import dev.chatrooms.persistence.event.JdbcEventLog;
import dev.chatrooms.persistence.event.JdbcLogReaders;
import dev.chatrooms.persistence.event.JdbcLogRetention;
import dev.chatrooms.persistence.event.LogAppender;
import dev.chatrooms.persistence.event.LogAppender.Pending;
import dev.chatrooms.persistence.event.LogAppender.Taken;
import dev.chatrooms.persistence.event.LogEpoch;
import dev.chatrooms.persistence.file.JdbcContents;
import dev.chatrooms.persistence.file.JdbcFiles;
import dev.chatrooms.persistence.mail.JdbcOutbox;
import dev.chatrooms.persistence.message.JdbcMessages;
import dev.chatrooms.persistence.message.JdbcReactions;
import dev.chatrooms.persistence.people.JdbcBlocks;
import dev.chatrooms.persistence.people.JdbcContacts;
import dev.chatrooms.persistence.room.JdbcBans;
import dev.chatrooms.persistence.room.JdbcDirectRooms;
import dev.chatrooms.persistence.room.JdbcInvites;
import dev.chatrooms.persistence.room.JdbcMarkers;
import dev.chatrooms.persistence.room.JdbcRoomQueries;
import dev.chatrooms.persistence.room.JdbcRooms;
import dev.chatrooms.persistence.search.JdbcSearchIndex;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stores of one transaction and the events that it has appended. Also serves transactions that only read. */
final class JdbcUnitOfWork implements UnitOfWork {
    private final Sql sql;
    private final List<Pending> appended = new ArrayList<>();
    private final List<RoomId> deletions = new ArrayList<>();
    private int depth;
    /** The savepoint of the last completed part, if it has not been released yet. */
    private @Nullable String unreleased;

    JdbcUnitOfWork(Sql sql) {
        this.sql = sql;
    }

    @Override
    public int append(DomainEvent event, Instant at) {
        sql.requireWritable();
        appended.add(new Pending(event, at));
        return appended.size() - 1;
    }

    int appended() {
        return appended.size();
    }

    /**
     * Takes the positions as the last step of the transaction. Returns null if nothing was appended.
     *
     * @param commits whether this may already commit the transaction
     */
    @Nullable
    Taken takePositions(boolean commits) {
        if (appended.isEmpty() && deletions.isEmpty()) {
            return null;
        }
        return new LogAppender(sql).append(appended, deletions, commits);
    }

    @Override
    public Cursor verifyLog(Cursor known) {
        sql.requireWritable();
        return new LogEpoch(sql).verify(known);
    }

    @Override
    public <T> T attempt(Supplier<? extends T> part) {
        sql.requireWritable();
        String savepoint = "part_" + depth;
        begin(savepoint);
        int events = appended.size();
        int deleted = deletions.size();
        depth++;
        try {
            T result = part.get();
            end(savepoint);
            return result;
        } catch (Throwable e) {
            rollBackTo(savepoint, e);
            appended.subList(events, appended.size()).clear();
            deletions.subList(deleted, deletions.size()).clear();
            throw e;
        } finally {
            depth--;
            unreleased = depth == 0 ? savepoint : null;
        }
    }

    /**
     * Rolls back a part. If that fails, the connection is lost: its failure replaces the part's, since no part of the
     * transaction can be committed.
     */
    private void rollBackTo(String savepoint, Throwable cause) {
        try {
            sql.execute("rollback to savepoint " + savepoint);
        } catch (RuntimeException e) {
            e.addSuppressed(cause);
            throw e;
        }
        sql.recovered();
    }

    /** Starts a part. The release of the previous savepoint shares the round trip. */
    private void begin(String savepoint) {
        sql.execute((unreleased == null ? "" : "release savepoint " + unreleased + "; ") + "savepoint " + savepoint);
        unreleased = null;
    }

    private void end(String savepoint) {
        RuntimeException failure = sql.failure();
        if (failure != null) {
            // The part has swallowed it, but later statements were not executed.
            throw failure;
        }
        if (depth > 1) {
            sql.execute("release savepoint " + savepoint);
        }
    }

    @Override
    public Accounts accounts() {
        return new JdbcAccounts(sql);
    }

    @Override
    public Sessions sessions() {
        return new JdbcSessions(sql);
    }

    @Override
    public Contacts contacts() {
        return new JdbcContacts(sql);
    }

    @Override
    public Blocks blocks() {
        return new JdbcBlocks(sql);
    }

    @Override
    public Rooms rooms() {
        return new JdbcRooms(sql, deletions::add);
    }

    @Override
    public RoomQueries roomQueries() {
        return new JdbcRoomQueries(sql);
    }

    @Override
    public DirectRooms directRooms() {
        return new JdbcDirectRooms(sql);
    }

    @Override
    public Bans bans() {
        return new JdbcBans(sql);
    }

    @Override
    public Invites invites() {
        return new JdbcInvites(sql);
    }

    @Override
    public Markers markers() {
        return new JdbcMarkers(sql);
    }

    @Override
    public Messages messages() {
        return new JdbcMessages(sql);
    }

    @Override
    public Reactions reactions() {
        return new JdbcReactions(sql);
    }

    @Override
    public Files files() {
        return new JdbcFiles(sql);
    }

    @Override
    public Contents contents() {
        return new JdbcContents(sql);
    }

    @Override
    public EventLog log() {
        return new JdbcEventLog(sql);
    }

    @Override
    public OneTimeCodes codes() {
        return new JdbcOneTimeCodes(sql);
    }

    @Override
    public Outbox outbox() {
        return new JdbcOutbox(sql);
    }

    @Override
    public AuditTrail audit() {
        return new JdbcAuditTrail(sql);
    }

    @Override
    public Avatars avatars() {
        return new JdbcAvatars(sql);
    }

    @Override
    public Settings settings() {
        return new JdbcSettings(sql);
    }

    @Override
    public LogReaders logReaders() {
        return new JdbcLogReaders(sql);
    }

    @Override
    public SearchIndex search() {
        return new JdbcSearchIndex(sql);
    }

    @Override
    public ConfigurationEntries configuration() {
        return new JdbcConfigurationEntries(sql);
    }

    @Override
    public LogRetention retention() {
        return new JdbcLogRetention(sql);
    }

    @Override
    public Erasures erasures() {
        return new JdbcErasures(sql);
    }

    @Override
    public AdminQueries adminQueries() {
        return new JdbcAdminQueries(sql);
    }

    @Override
    public Statistics statistics() {
        return new JdbcStatistics(sql);
    }
}
