package dev.kaptan.controller.garbage;

/** What is known of an owner that an object refers to. */
enum OwnerState {
    /** It is there. */
    SOLID,
    /** It is there, is being deleted in the foreground and waits for its dependents. */
    WAITING,
    /** It is not there, or another object has its name. */
    ABSENT
}
