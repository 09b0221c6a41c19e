package dev.kaptan.agent.probe;

import dev.kaptan.agent.plan.Health.Verdict;

/**
 * What a row of results adds up to: the verdict turns after as many equal results as its threshold
 * asks for.
 *
 * @param last the latest result
 * @param run how many equal results came in a row
 */
record Series(Verdict verdict, boolean last, int run) {

    static final Series EMPTY = new Series(Verdict.UNKNOWN, false, 0);

    Series plus(boolean success, int successThreshold, int failureThreshold) {
        int length = run > 0 && last == success ? run + 1 : 1;
        boolean reached = length >= (success ? successThreshold : failureThreshold);
        var turned = success ? Verdict.SUCCESS : Verdict.FAILURE;
        return new Series(reached ? turned : verdict, success, length);
    }
}
