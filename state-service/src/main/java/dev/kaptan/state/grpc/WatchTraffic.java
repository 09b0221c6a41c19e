package dev.kaptan.state.grpc;

/**
 * How the streams of watches are.
 *
 * @param slowWatches with events that their clients do not take yet
 * @param sentEvents since the start
 */
public record WatchTraffic(int streams, int slowWatches, long sentEvents) {}
