package dev.kaptan.state.mvcc;

/** The numbers that tell commands apart in the log; never to be reused or changed. */
final class Tag {

    static final int PUT = 1;
    static final int DELETE = 2;
    static final int TXN = 3;
    static final int RANGE = 4;
    static final int COMPACT = 5;
    static final int LEASE_GRANT = 6;
    static final int LEASE_REVOKE = 7;
    static final int SET_ALARM = 8;
    static final int CHANGE_AUTH = 9;
    static final int ISSUE_TOKEN = 10;
    static final int CALLED_BY = 11;

    /** Added to a sort's target. */
    static final int AFTER_LIMIT = 8;

    static final int VERSION = 1;
    static final int CREATE_REVISION = 2;
    static final int MOD_REVISION = 3;
    static final int LEASE = 4;
    static final int VALUE = 5;

    private Tag() {}
}
