package dev.kaptan.state.store;

import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.Plan;

import java.util.ArrayList;
import java.util.List;

/** A batch that is carried out in a plan alone, with what to answer once the plan is the truth. */
public record Planned(Plan plan, List<Command> commands, List<Outcome> outcomes) {

    /**
     * What listeners everywhere have to hear of though keys and leases do not tell it, encoded for
     * {@link StoreMachine#publish(Plan, List)}.
     */
    public List<byte[]> announcements() {
        var announcements = new ArrayList<byte[]>(0);
        for (int i = 0; i < commands.size(); i++) {
            var command = commands.get(i).plain();
            if (outcomes.get(i) instanceof Outcome.Done && isAnnounced(command)) {
                announcements.add(Batch.encode(command));
            }
        }
        return announcements;
    }

    private static boolean isAnnounced(Command command) {
        return switch (command) {
            case Command.SetAlarm alarm -> true;
            case Command.ChangeAuth change -> true;
            case Command.IssueToken token -> true;
            case Command.CalledBy called -> isAnnounced(called.command());
            case Operation operation -> false;
            case Command.Compact compact -> false;
            case Command.LeaseGrant grant -> false;
            case Command.LeaseRevoke revoke -> false;
        };
    }
}
