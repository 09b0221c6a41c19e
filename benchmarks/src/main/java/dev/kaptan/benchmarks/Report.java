package dev.kaptan.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What was measured, as a table. */
public final class Report {

    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Report> further = new ArrayList<>();

    private Report(List<String> columns) {
        this.columns = columns;
    }

    public static Report of(String... columns) {
        return new Report(List.of(columns));
    }

    public Report row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + columns.size() + " columns");
        }
        var row = new ArrayList<String>();
        for (Object cell : cells) {
            row.add(cell.toString());
        }
        rows.add(row);
        return this;
    }

    /** Lets another table follow. */
    public void followedBy(Report other) {
        further.add(other);
    }

    /** A Markdown table, or several. */
    String markdown() {
        var text = new StringBuilder();
        append(text, columns);
        append(text, columns.stream().map(column -> "---").toList());
        rows.forEach(row -> append(text, row));
        further.forEach(other -> text.append('\n').append(other.markdown()));
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
