package dev.chatrooms.persistence.room;

import static dev.chatrooms.persistence.sql.Columns.text;

import dev.chatrooms.application.people.Folding;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Folds the names of rooms after a migration. */
public final class RoomNameRows {
    private static final Logger LOG = System.getLogger(RoomNameRows.class.getName());
    private static final int CHUNK = 500;

    private final Sql sql;

    public RoomNameRows(Sql sql) {
        this.sql = sql;
    }

    private record Named(RoomId room, RoomName name) {}

    /**
     * The outcome of a step.
     *
     * @param events the events of the rooms that got another name, for the caller to append
     * @param more whether more rooms may be left
     */
    public record Step(List<RoomEvent> events, boolean more) {
        public Step {
            events = List.copyOf(events);
        }
    }

    /**
     * Folds the names of some rooms that a migration left without, in the order in which the rooms were created. If
     * public rooms have the same name by now, the oldest one keeps it, and the others get a number.
     */
    public Step foldSome(Instant now) {
        List<Room> rooms = sql.list("""
                select room.*
                from room
                where name_search is null and name is not null and deleted_position is null
                order by id
                limit :limit
                for no key update
                """, s -> s.bind("limit", CHUNK), RoomRows::room);
        Set<String> wanted = rooms.stream().map(room -> nameOf(room).folded()).collect(Collectors.toSet());
        Set<String> taken = taken(wanted);
        List<Named> named = new ArrayList<>();
        List<RoomEvent> events = new ArrayList<>();
        for (Room room : rooms) {
            RoomName name = nameOf(room);
            if (room.kind() == RoomKind.PUBLIC && !taken.add(name.folded())) {
                name = numbered(name, wanted);
                taken.add(name.folded());
                events.add(new RoomEvent.Updated(room.id(), null));
                LOG.log(
                        Level.WARNING,
                        "renamed public room {0} to \"{1}\": an older room has the same name",
                        room.id(),
                        name);
            }
            named.add(new Named(room.id(), name));
        }
        store(named, now);
        return new Step(events, rooms.size() == CHUNK);
    }

    private static RoomName nameOf(Room room) {
        return Objects.requireNonNull(room.name());
    }

    /** Returns those of the folded names that public rooms have. */
    private Set<String> taken(Set<String> folded) {
        return new HashSet<>(sql.list(
                """
                select name_folded
                from room
                where name_folded = any(:names) and kind = 'public' and deleted_position is null
                """,
                s -> s.bind("names", PgArray.texts(folded, name -> name)),
                (row, context) -> text(row, "name_folded")));
    }

    /** Returns the name with a number that no other room has or, in this step, keeps. */
    private RoomName numbered(RoomName name, Set<String> wanted) {
        for (int number = 2; ; number++) {
            RoomName numbered = name.numbered(number);
            if (wanted.add(numbered.folded())
                    && taken(Set.of(numbered.folded())).isEmpty()) {
                return numbered;
            }
        }
    }

    private void store(List<Named> rooms, Instant now) {
        sql.update(
                """
                update room
                set name = folded.name, name_folded = folded.folded, name_search = folded.search,
                    updated_at = case when room.name = folded.name then room.updated_at else :now end
                from unnest(cast(:rooms as uuid[]), cast(:names as text[]), cast(:folded as text[]),
                            cast(:search as text[])) as folded (id, name, folded, search)
                where room.id = folded.id
                """,
                s -> s.bind("now", now)
                        .bind("rooms", PgArray.rooms(rooms, Named::room))
                        .bind("names", PgArray.texts(rooms, room -> room.name().value()))
                        .bind("folded", PgArray.texts(rooms, room -> room.name().folded()))
                        .bind(
                                "search",
                                PgArray.texts(
                                        rooms, room -> Folding.fold(room.name().value()))));
    }
}
