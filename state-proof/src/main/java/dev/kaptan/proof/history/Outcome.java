package dev.kaptan.proof.history;

import dev.kaptan.proof.model.Answer;
import dev.kaptan.proof.model.Refusal;

/** How a call ended. */
public sealed interface Outcome {

    /** Answered, with the revision of the header. */
    record Answered(long revision, Answer answer) implements Outcome {}

    /** Refused: nothing happened. */
    record Refused(Refusal reason) implements Outcome {}

    /** It may have happened, may yet happen, or may never: the answer is lost. */
    record Unknown(String text) implements Outcome {}
}
