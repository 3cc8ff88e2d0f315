package dev.chatrooms.bootstrap.command;

import dev.chatrooms.wire.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * Prints rows as an aligned table, cut to the width of the terminal, or as one JSON object a line. Any number of rows
 * takes constant memory: the columns have fixed widths, and rows are printed in blocks.
 *
 * @param <T> the type of the rows
 */
final class ResultTable<T> implements AutoCloseable {
    private static final int BLOCK = 100;
    private static final int GAP = 2;

    private final Terminal terminal;
    private final Format format;
    private final Function<T, Object> json;
    private final List<Cells<T>> columns = new ArrayList<>();
    private final List<T> block = new ArrayList<>(BLOCK);
    private boolean started;

    /** @param json returns the form of the network API, or another record of plain values */
    ResultTable(Terminal terminal, Format format, Function<T, Object> json) {
        this.terminal = terminal;
        this.format = format;
        this.json = json;
    }

    private record Cells<T>(String header, int width, Function<T, @Nullable Object> value) {
        String of(T row) {
            Object cell = value.apply(row);
            return cell == null ? "" : cell.toString();
        }
    }

    /**
     * Adds a column.
     *
     * @param width the longest values; longer ones are cut, except in the last column
     */
    ResultTable<T> column(String header, int width, Function<T, @Nullable Object> value) {
        columns.add(new Cells<>(header, Math.max(width, header.length()), value));
        return this;
    }

    /** Prints a row, perhaps later together with others. */
    void add(T row) {
        if (format == Format.JSON) {
            terminal.out().println(asJson(json.apply(row)));
            return;
        }
        block.add(row);
        if (block.size() == BLOCK) {
            print();
        }
    }

    /** Prints the remaining rows. */
    @Override
    public void close() {
        if (format == Format.TEXT && (!started || !block.isEmpty())) {
            print();
        }
    }

    private void print() {
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Help.Ansi.OFF), layout());
        if (!started) {
            table.addRowValues(columns.stream().map(Cells::header).toArray(String[]::new));
        }
        for (T row : block) {
            table.addRowValues(columns.stream().map(cells -> cells.of(row)).toArray(String[]::new));
        }
        started = true;
        block.clear();
        PrintWriter out = terminal.out();
        table.toString().lines().forEach(out::println);
    }

    private Column[] layout() {
        OptionalInt width = terminal.width().get();
        int left = width.orElse(Integer.MAX_VALUE);
        Column[] layout = new Column[columns.size()];
        for (int i = 0; i < layout.length; i++) {
            boolean last = i == layout.length - 1;
            int wanted = last ? lastWidth(columns.get(i)) : columns.get(i).width() + GAP;
            layout[i] = new Column(Math.max(1, Math.min(wanted, left)), 0, Overflow.TRUNCATE);
            left -= layout[i].width;
        }
        return layout;
    }

    /** Returns the length of the longest value of the block, because nothing follows that must be aligned. */
    private int lastWidth(Cells<T> column) {
        return block.stream()
                .mapToInt(row -> column.of(row).length())
                .reduce(column.header().length(), Math::max);
    }

    private static String asJson(Object value) {
        return new String(Json.encode(value), StandardCharsets.UTF_8);
    }
}
