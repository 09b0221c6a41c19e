package dev.kaptan.state.auth;

/**
 * Who calls, as a token or certificate said when the call came in.
 *
 * @param user empty if nobody in particular
 * @param revision the auth revision at that time: what is older than the state's is asked again
 */
public record Caller(String user, long revision) {

    public static final Caller NOBODY = new Caller("", 0);

    /** The store itself, in what it does of its own accord. */
    public static final Caller STORE = new Caller(User.ROOT, Long.MAX_VALUE);
}
