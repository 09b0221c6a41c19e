package dev.kaptan.scheduler.loop;

/** Everything through which the scheduler changes the world. */
public record Ports(Binder binder, Evictor evictor, Reporter reporter) {}
