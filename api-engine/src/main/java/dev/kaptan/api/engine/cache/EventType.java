package dev.kaptan.api.engine.cache;

/** Types of watch events that carry an object. */
public enum EventType {
    ADDED,
    MODIFIED,
    DELETED
}
