package dev.kaptan.proof.model;

import java.util.List;

/** What a request does to a state. */
public sealed interface Step {

    /** It was carried out; {@code next} is the same state when it changed nothing. */
    record Done(State next, Answer answer, List<Change> changes) implements Step {
        public Done {
            changes = List.copyOf(changes);
        }
    }

    record Refused(Refusal reason) implements Step {}
}
