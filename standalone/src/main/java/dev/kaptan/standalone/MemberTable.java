package dev.kaptan.standalone;

import dev.kaptan.state.client.StoreReport.MemberReport;

import java.util.ArrayList;
import java.util.List;

/** The members of a store as a table. */
final class MemberTable {

    private MemberTable() {}

    static String of(List<MemberReport> members) {
        var rows = new ArrayList<List<String>>();
        rows.add(
                List.of(
                        "MEMBER",
                        "ROLE",
                        "REVISION",
                        "TERM",
                        "APPLIED",
                        "LAG",
                        "SIZE",
                        "ALARMS",
                        "ENDPOINT"));
        members.stream().map(MemberTable::row).forEach(rows::add);
        return String.join("\n", TextTable.of(rows));
    }

    private static List<String> row(MemberReport member) {
        var alarms = member.alarms().isEmpty() ? "none" : String.join(",", member.alarms());
        if (!member.problem().isEmpty()) {
            return List.of(
                    member.name(),
                    member.role(),
                    "-",
                    "-",
                    "-",
                    "-",
                    "-",
                    alarms,
                    member.endpoint() + " " + member.problem());
        }
        return List.of(
                member.name(),
                member.role(),
                String.valueOf(member.revision()),
                String.valueOf(member.term()),
                String.valueOf(member.appliedIndex()),
                String.valueOf(member.lag()),
                "%.1f MiB".formatted(member.dbBytes() / (1024.0 * 1024.0)),
                alarms,
                member.endpoint());
    }
}
