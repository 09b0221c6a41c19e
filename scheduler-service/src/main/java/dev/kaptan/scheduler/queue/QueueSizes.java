package dev.kaptan.scheduler.queue;

/** How many Pods are in each part of the queue, under upstream's names of them. */
public record QueueSizes(int active, int backoff, int unschedulable, int gated) {}
