package dev.chatrooms.persistence.archive;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A table as an export contains it. All of its columns are exported, except for those that are named here, so a new
 * column cannot be forgotten; a test compares the names of the tables with those of the schema.
 *
 * @param condition which rows are exported
 * @param omitted the columns that are not exported; imported rows have their defaults
 */
public record ArchiveTable(String name, String condition, Set<String> omitted) {

    /**
     * The tables whose rows are read together in one snapshot, in the order in which they can be imported: rows refer
     * to tables before their own. The figures follow the tables whose triggers change them.
     */
    public static final List<ArchiveTable> STATE = List.of(
            all("account"),
            all("account_setting"),
            all("avatar"),
            // Addresses that are still to be verified, without the codes.
            new ArchiveTable("one_time_code", "purpose = 'verification'", Set.of("hash", "expires_at", "tries")),
            all("contact"),
            all("block"),
            all("room"),
            all("membership"),
            all("ban"),
            all("invite"),
            // The keys of the contents belong to a file store.
            new ArchiveTable("file", "true", Set.of("generation", "thumbnail_generation")),
            all("erasure"),
            all("configuration"),
            all("audit"),
            // The readers of the search index start again.
            new ArchiveTable("log_reader", "name not like 'message_search%'", Set.of("owner", "leased_until")),
            all("account_figure"),
            all("room_figure"),
            all("day_figure"),
            all("figure_change"),
            all("active_account"));

    /** The log, whose entries never change. */
    public static final ArchiveTable EVENT = all("event");

    /** Messages, and the tables that belong to them. A message is one line with all of its rows. */
    public static final List<ArchiveTable> MESSAGE =
            List.of(all("message"), all("revision"), all("reaction"), all("reaction_kind"), all("mention"));

    /**
     * The tables that are not exported: those that an import builds or the server builds again from others, and what
     * belongs to this installation: sessions, mails that wait, counts of failed logins, contents to delete.
     */
    public static final Set<String> DERIVED = Set.of(
            "session",
            "refresh_token",
            "outbox",
            "failed_login",
            "account_search",
            "message_search",
            "message_search_deferred",
            "released_content",
            "log_head",
            "log_mark",
            "configuration_version");

    private static ArchiveTable all(String name) {
        return new ArchiveTable(name, "true", Set.of());
    }

    /** Returns all exported tables. */
    public static Stream<ArchiveTable> exported() {
        return Stream.of(STATE, MESSAGE, List.of(EVENT)).flatMap(List::stream);
    }

    static Optional<ArchiveTable> named(String name) {
        return exported().filter(table -> table.name().equals(name)).findFirst();
    }
}
