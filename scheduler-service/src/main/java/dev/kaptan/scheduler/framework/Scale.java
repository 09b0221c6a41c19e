package dev.kaptan.scheduler.framework;

/** Brings raw scores to 0..100. */
public final class Scale {

    private Scale() {}

    /** The highest becomes 100, the others in proportion. */
    public static long[] highestIsBest(long[] raw) {
        long highest = highest(raw);
        if (highest > 0) {
            for (int i = 0; i < raw.length; i++) {
                raw[i] = Score.BEST * raw[i] / highest;
            }
        }
        return raw;
    }

    /** Zero becomes 100, the highest becomes 0. */
    public static long[] lowestIsBest(long[] raw) {
        highestIsBest(raw);
        for (int i = 0; i < raw.length; i++) {
            raw[i] = Score.BEST - raw[i];
        }
        return raw;
    }

    private static long highest(long[] raw) {
        long highest = 0;
        for (long one : raw) {
            highest = Math.max(highest, one);
        }
        return highest;
    }
}
