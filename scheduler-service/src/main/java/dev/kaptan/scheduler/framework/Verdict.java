package dev.kaptan.scheduler.framework;

import java.util.List;

/** What a filter says of one Node. */
public sealed interface Verdict {

    Verdict FEASIBLE = new Feasible();

    static Verdict rejected(String reason) {
        return new Rejected(List.of(reason), true);
    }

    /** A rejection that stays whichever Pods leave the Node. */
    static Verdict unresolvable(String reason) {
        return new Rejected(List.of(reason), false);
    }

    /** The Pod may go there. */
    record Feasible() implements Verdict {}

    /**
     * The Pod may not go there.
     *
     * @param reasons for the user, worded like upstream's, to follow a count of Nodes
     * @param removalMayHelp whether the Pod might fit if other Pods left
     */
    record Rejected(List<String> reasons, boolean removalMayHelp) implements Verdict {
        public Rejected {
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs a reason");
            }
            reasons = List.copyOf(reasons);
        }
    }
}
