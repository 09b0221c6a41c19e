package dev.kaptan.client.event;

/** Whether somebody should be worried. */
public enum EventType {
    /** Information. */
    NORMAL("Normal"),
    /** Something may be wrong. */
    WARNING("Warning");

    private final String wire;

    EventType(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }
}
