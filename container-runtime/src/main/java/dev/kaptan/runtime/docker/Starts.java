package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.RuntimeFailure.Kind;

import java.util.concurrent.Semaphore;

/** Starts containers, a few at a time: more only compete for the host's CPUs. */
final class Starts {

    private final Engine engine;
    private final Semaphore turns;

    Starts(Engine engine, int atOnce) {
        this.engine = engine;
        this.turns = new Semaphore(atOnce, true);
    }

    void start(String id) {
        turns.acquireUninterruptibly();
        try {
            Failures.translated(Kind.START, () -> engine.commands().startContainerCmd(id).exec());
        } finally {
            turns.release();
        }
    }
}
