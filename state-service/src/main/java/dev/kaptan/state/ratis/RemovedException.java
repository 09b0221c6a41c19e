package dev.kaptan.state.ratis;

import java.io.IOException;

/** This member is none any more: the others have removed it. */
public final class RemovedException extends IOException {

    private static final long serialVersionUID = 1L;

    RemovedException() {
        super("the member has been permanently removed from the cluster");
    }
}
