package dev.kaptan.state.ratis;

import java.io.IOException;
import java.nio.file.Path;

/** Says which file is damaged and what to do; nothing is ever served from it. */
final class Damage {

    static final String ADVICE =
            "restore a backup, or remove this member's data and let it join its cluster again";

    private Damage() {}

    static IOException of(Path file, String how) {
        return new IOException(file + " is damaged, " + how + "; " + ADVICE);
    }
}
