package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private final StringWriter out = new StringWriter();

    private record Row(int number, String name) {}

    private List<String> print(Format format, OptionalInt width, Row... rows) {
        PrintWriter writer = new PrintWriter(out, true);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), writer, writer, Optional.empty(), () -> width);
        try (ResultTable<Row> table = new ResultTable<Row>(terminal, format, row -> row)
                .column("NUMBER", 3, Row::number)
                .column("NAME", 0, Row::name)) {
            List.of(rows).forEach(table::add);
        }
        return out.toString().lines().toList();
    }

    @Test
    void rowsShouldBeAligned() {
        assertThat(print(Format.TEXT, OptionalInt.empty(), new Row(1, "one"), new Row(200, "two hundred")))
                .containsExactly("NUMBER  NAME", "1       one", "200     two hundred");
    }

    @Test
    void rowsShouldBeCutToWidthOfTerminal() {
        assertThat(print(Format.TEXT, OptionalInt.of(12), new Row(1, "one"), new Row(200, "two hundred")))
                .containsExactly("NUMBER  NAME", "1       one", "200     two");
    }

    @Test
    void tableShouldHaveHeaderOnceAndEveryRow() {
        Row[] rows = IntStream.range(0, 250).mapToObj(i -> new Row(i, "n")).toArray(Row[]::new);

        List<String> lines = print(Format.TEXT, OptionalInt.empty(), rows);

        assertThat(lines).hasSize(251).endsWith("249     n");
        assertThat(lines).filteredOn(line -> line.startsWith("NUMBER")).hasSize(1);
    }

    @Test
    void headerShouldBePrintedWithoutRows() {
        assertThat(print(Format.TEXT, OptionalInt.empty())).containsExactly("NUMBER  NAME");
    }

    @Test
    void jsonShouldBeOneObjectPerLine() {
        assertThat(print(Format.JSON, OptionalInt.of(5), new Row(1, "one"), new Row(2, "a\nb")))
                .containsExactly("{\"number\":1,\"name\":\"one\"}", "{\"number\":2,\"name\":\"a\\nb\"}");
    }
}
