package dev.chatrooms.persistence.sql;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a search of names in the order of a list, since what is cheap for a common term is expensive for a rare
 * one.
 *
 * <ol>
 *   <li>The entries that follow in the list are tested: a term that one in {@value #TESTED_PER_ITEM} names contains
 *       fills the page, and at the end of the list no more is needed.
 *   <li>The index of the pieces of names finds at most {@value #MOST_RARE} entries of the whole list.
 *   <li>If there are more, the list is read on until the page is full.
 * </ol>
 *
 * <p>The last step is long only where a common term is missing for a long stretch of the list: once in a walk for each
 * stretch.
 */
public final class SearchSteps {
    private static final int TESTED_PER_ITEM = 50;
    private static final int MOST_RARE = 20_000;

    private SearchSteps() {}

    /**
     * A row of one of the first two steps.
     *
     * @param count the number of entries that were tested or found, the same in all rows
     * @param item null in the only row if none matches
     */
    public record Row<T>(int count, @Nullable T item) {}

    /**
     * Runs the steps until one has the page.
     *
     * @param next tests at most so many of the following entries, and returns at least one row
     * @param rare finds at most so many entries by the index, and returns at least one row
     * @param common reads the list until the page is full
     */
    public static <T> List<T> run(
            int limit, IntFunction<List<Row<T>>> next, IntFunction<List<Row<T>>> rare, Supplier<List<T>> common) {
        int tested = limit * TESTED_PER_ITEM;
        List<Row<T>> rows = next.apply(tested);
        List<T> items = items(rows);
        if (items.size() == limit || rows.get(0).count() < tested) {
            return items;
        }
        List<Row<T>> found = rare.apply(MOST_RARE);
        return found.get(0).count() < MOST_RARE ? items(found) : common.get();
    }

    private static <T> List<T> items(List<Row<T>> rows) {
        return rows.stream().flatMap(row -> Stream.ofNullable(row.item())).toList();
    }
}
