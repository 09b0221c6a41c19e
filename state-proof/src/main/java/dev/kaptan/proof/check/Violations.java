package dev.kaptan.proof.check;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong; after the first hundred more would tell nothing new. */
final class Violations {

    private static final int ENOUGH = 100;

    private final List<Violation> found = new ArrayList<>();

    void add(Violation.Kind kind, String text, Object... arguments) {
        if (found.size() < ENOUGH) {
            found.add(new Violation(kind, text.formatted(arguments)));
        }
    }

    List<Violation> all() {
        return List.copyOf(found);
    }
}
