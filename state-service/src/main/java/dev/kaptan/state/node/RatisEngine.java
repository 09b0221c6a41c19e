package dev.kaptan.state.node;

import dev.kaptan.state.lease.LeaderLeases;
import dev.kaptan.state.lease.Lessor;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.ratis.DirectoryLock;
import dev.kaptan.state.ratis.RatisLog;
import dev.kaptan.state.ratis.RatisSettings;
import dev.kaptan.state.store.StoreMachine;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A member of a Raft group with a data directory of its own. */
public record RatisEngine(RatisSettings settings) implements Engine {

    @Override
    public Running start(StoreMachine machine) throws IOException {
        var lessor = new Lessor(System::nanoTime);
        // Until Raft says otherwise.
        lessor.leading(false);
        machine.listen(lessor);
        machine.answerWith(question -> LeaderLeases.answer(lessor, question));
        var lock = new DirectoryLock(settings.directory());
        try {
            var log = new RatisLog<>(settings, machine);
            return new Running(log, new LeaderLeases(lessor, log), () -> end(log, lock));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void end(ReplicatedLog<?> log, DirectoryLock lock) {
        log.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
