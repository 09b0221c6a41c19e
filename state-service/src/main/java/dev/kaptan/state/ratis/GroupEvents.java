package dev.kaptan.state.ratis;

/** What happens to a member in its group. Nothing here may block but {@link #elected}. */
interface GroupEvents {

    /** This member has been elected, and will begin its term with an entry. */
    void elected();

    /** It leads, and has applied what earlier leaders committed. */
    void leads();

    /** Members have changed, or a change that was under way may have been taken back. */
    void membersKnown();

    /** The log cannot be written any more; called once. */
    void logFailed();
}
