package dev.kaptan.standalone;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns as kubectl prints them: as wide as their widest cell, three blanks between. */
final class TextTable {

    private static final int GAP = 3;

    private TextTable() {}

    /** All rows have as many cells as the first, the header. */
    static List<String> of(List<List<String>> rows) {
        var widths =
                IntStream.range(0, rows.getFirst().size())
                        .map(column -> width(rows, column) + GAP)
                        .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column ->
                        row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining())
                .stripTrailing();
    }
}
