package dev.chatrooms.application.memory;

import dev.chatrooms.application.admin.DayFigures;
import dev.chatrooms.application.admin.Totals;
import dev.chatrooms.application.memory.Tables.EventRow;
import dev.chatrooms.application.spi.Statistics;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.file.UploadedFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts when it is asked: everything is in memory. */
record MemoryStatistics(MemoryTransaction tx) implements Statistics {
    @Override
    public boolean readOn(int entries) {
        tx.requireWritable();
        return false;
    }

    @Override
    public Totals totals() {
        long accounts = accounts().filter(account -> !account.deleted()).count();
        long rooms =
                tx.all(tx.tables.rooms).filter(room -> room.deleted() == null).count();
        return new Totals(
                accounts,
                rooms,
                posted().count(),
                files().count(),
                files().mapToLong(UploadedFile::size).sum());
    }

    private Stream<Account> accounts() {
        return tx.all(tx.tables.accounts).map(Tables.AccountRow::account);
    }

    private Stream<EventRow> posted() {
        return tx.all(tx.tables.events).filter(event -> event.kind() == EventKind.MESSAGE_POSTED);
    }

    @Override
    public long databaseBytes() {
        return 0;
    }

    private Stream<UploadedFile> files() {
        return tx.all(tx.tables.files).filter(Tables.FileRow::complete).map(Tables.FileRow::file);
    }

    @Override
    public List<DayFigures> days(LocalDate from) {
        Map<LocalDate, Long> messages =
                posted().collect(Collectors.groupingBy(event -> day(event.at()), Collectors.counting()));
        Map<LocalDate, Set<Object>> active = tx.all(tx.tables.events)
                .filter(event -> event.actorId() != null)
                .collect(Collectors.groupingBy(
                        event -> day(event.at()),
                        TreeMap::new,
                        Collectors.mapping(event -> Objects.requireNonNull(event.actorId()), Collectors.toSet())));
        Map<LocalDate, Long> added =
                accounts().collect(Collectors.groupingBy(account -> day(account.createdAt()), Collectors.counting()));
        Map<LocalDate, Long> uploads =
                files().collect(Collectors.groupingBy(file -> day(file.uploadedAt()), Collectors.counting()));
        Set<LocalDate> days = new TreeSet<>(messages.keySet());
        days.addAll(active.keySet());
        days.addAll(added.keySet());
        days.addAll(uploads.keySet());
        return days.stream()
                .filter(day -> !day.isBefore(from))
                .map(day -> new DayFigures(
                        day,
                        messages.getOrDefault(day, 0L),
                        active.getOrDefault(day, Set.of()).size(),
                        added.getOrDefault(day, 0L),
                        uploads.getOrDefault(day, 0L)))
                .toList();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
