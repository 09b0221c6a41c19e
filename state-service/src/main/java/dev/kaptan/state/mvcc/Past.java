package dev.kaptan.state.mvcc;

/** Revisions that can still be read. */
interface Past {

    /** The revision of a number; throws {@link Refused} if it has been compacted. */
    Revision at(long number);
}
