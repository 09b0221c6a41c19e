package dev.kaptan.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Measured values, of which quantiles are asked. */
public final class Sample {

    private final double[] sorted;

    private Sample(double[] values) {
        this.sorted = values.clone();
        Arrays.sort(sorted);
    }

    public static Sample of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Sample(values);
    }

    public double median() {
        return quantile(0.5);
    }

    /** The smallest value that at least that share of all values does not exceed. */
    public double quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }

    /** Median, and from least to most in brackets. */
    public String summary(int decimals) {
        String format = "%." + decimals + "f";
        return String.format(
                Locale.ROOT,
                format + " [" + format + ".." + format + "]",
                median(),
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
