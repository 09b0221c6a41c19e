package dev.kaptan.state.postgres;

import java.io.IOException;

/** Another instance on the same schema goes by this one's name. */
public final class NameTakenException extends IOException {

    private static final long serialVersionUID = 1L;

    NameTakenException(String name) {
        super("another instance goes by the name '" + name + "'");
    }
}
