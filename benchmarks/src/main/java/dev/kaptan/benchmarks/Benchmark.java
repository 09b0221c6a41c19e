package dev.kaptan.benchmarks;

/** One thing that can be measured. */
public interface Benchmark {

    /** How it is called on the command line. */
    String name();

    /** One line for the list of benchmarks: what it measures, and its arguments with defaults. */
    String summary();

    /** Measures, printing progress to standard error; cleans up whatever it made. */
    Report run(Arguments arguments) throws Exception;
}
