package dev.chatrooms.application.memory;

import static dev.chatrooms.application.memory.VersionedTable.PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import org.junit.jupiter.api.Test;

class VersionedTableTest {
    private final VersionedTable<String, String> table = new VersionedTable<>(Comparator.naturalOrder());

    @Test
    void snapshotShouldStandStillWhenLaterCommitsChangeTheRow() {
        commit(1, "tea", "one");
        commit(2, "tea", "two");
        commit(4, "tea", null);

        assertThat(table.get("tea", 0)).isNull();
        assertThat(table.get("tea", 1)).isEqualTo("one");
        assertThat(table.get("tea", 3)).isEqualTo("two");
        assertThat(table.get("tea", 4)).isNull();
        assertThat(table.get("coffee", 4)).isNull();
    }

    @Test
    void pendingVersionShouldBeSeenByItsWriterAlone() {
        commit(1, "tea", "one");

        table.put("tea", "mine", 0);

        assertThat(table.get("tea", 1)).isEqualTo("one");
        assertThat(table.get("tea", PENDING)).isEqualTo("mine");
        assertThat(table.all(1)).containsExactly("one");
        assertThat(table.all(PENDING)).containsExactly("mine");
    }

    @Test
    void takeBackShouldLeaveTheTableAsItWas() {
        commit(1, "tea", "one");
        VersionedTable.Version<String> first = table.put("tea", "two", 0);
        VersionedTable.Version<String> second = table.put("tea", "three", 0);
        VersionedTable.Version<String> added = table.put("coffee", "new", 0);

        table.takeBack("coffee", added);
        table.takeBack("tea", second);
        assertThat(table.get("tea", PENDING)).isEqualTo("two");
        table.takeBack("tea", first);

        assertThat(table.get("tea", PENDING)).isEqualTo("one");
        assertThat(table.get("tea", 1)).isEqualTo("one");
        assertThat(table.all(PENDING)).containsExactly("one");
    }

    @Test
    void takeBackShouldBringBackADeletedRow() {
        commit(1, "tea", "one");

        table.takeBack("tea", table.put("tea", null, 1));

        assertThat(table.get("tea", 1)).isEqualTo("one");
    }

    @Test
    void versionsShouldBeDroppedWhenNoSnapshotCanReadThem() {
        commit(1, "tea", "one");
        commit(2, "tea", "two");
        commit(3, "tea", "three");

        VersionedTable.Version<String> newest = table.put("tea", "four", 2);

        assertThat(newest.older.value).isEqualTo("three");
        assertThat(newest.older.older.value)
                .as("a reader of snapshot 2 is still there")
                .isEqualTo("two");
        assertThat(newest.older.older.older).as("snapshot 1 is not in use").isNull();
        assertThat(table.get("tea", 2)).isEqualTo("two");
    }

    @Test
    void versionsShouldStayWhileASnapshotReadsThemHoweverManyFollow() {
        commit(1, "tea", "one");
        for (int commit = 2; commit < 100; commit++) {
            table.put("tea", "later " + commit, 1).commit = commit;
        }

        assertThat(table.get("tea", 1)).isEqualTo("one");
        assertThat(table.get("tea", 50)).isEqualTo("later 50");
    }

    @Test
    void rangeShouldReturnTheRowsOfTheSnapshotBetweenTheKeys() {
        commit(1, "a", "A");
        commit(2, "b", "B");
        commit(3, "c", "C");
        commit(4, "b", null);
        commit(5, "d", "D");

        assertThat(table.range("a", "d", 3)).containsExactly("A", "B", "C");
        assertThat(table.rangeDown("a", "d", 3)).containsExactly("C", "B", "A");
        assertThat(table.range("a", "d", 5)).containsExactly("A", "C");
        assertThat(table.range("b", "c", 2)).containsExactly("B");
        assertThat(table.range("x", "z", 5)).isEmpty();
        assertThat(table.all(1)).containsExactly("A");
    }

    private void commit(long number, String key, String value) {
        table.put(key, value, 0).commit = number;
    }
}
