package dev.kaptan.state.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Result;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A log that answers when it is told to, and an executor that runs when it is told to. */
class CommandQueueTest {

    private record Submitted(int commands, CompletableFuture<List<Outcome>> answer) {
        void succeed() {
            answer.complete(
                    LongStream.range(0, commands)
                            .<Outcome>mapToObj(i -> new Outcome.Done(i, new Result.Announced()))
                            .toList());
        }
    }

    private final List<Submitted> log = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Activity activity = new Activity();
    private boolean closing;
    private long now;
    private final CommandQueue queue =
            new CommandQueue(this::take, this::runLater, activity, () -> now);

    private CompletableFuture<List<Outcome>> take(byte[] entry) {
        var submitted = new Submitted(Batch.decode(entry).size(), new CompletableFuture<>());
        log.add(submitted);
        return submitted.answer();
    }

    private void runLater(Runnable work) {
        if (closing) {
            throw new RejectedExecutionException();
        }
        later.add(work);
    }

    private void runAll() {
        for (var work = later.poll(); work != null; work = later.poll()) {
            work.run();
        }
    }

    private CompletableFuture<Outcome> submit() {
        return queue.submit(new Command.Compact(1));
    }

    private List<CompletableFuture<Outcome>> submit(int commands) {
        return IntStream.range(0, commands).mapToObj(i -> submit()).toList();
    }

    @Test
    void aLoneClientChangesNoThread() {
        for (int i = 0; i < 5; i++) {
            var outcome = submit();
            assertThat(log.getLast().commands()).isEqualTo(1);
            log.getLast().succeed();
            assertThat(outcome).isDone();
            assertThat(later).isEmpty();
        }
        assertThat(activity.pending()).isZero();
    }

    @Test
    void whatComesWhileTwoEntriesAreUnderWayGathersForTheNext() {
        submit(2);
        var gathered = submit(7);
        assertThat(log).hasSize(2);

        log.getFirst().succeed();
        assertThat(gathered).noneMatch(CompletableFuture::isDone);
        runAll();
        assertThat(log).hasSize(3);
        assertThat(log.getLast().commands()).isEqualTo(7);

        log.getLast().succeed();
        assertThat(gathered)
                .as("the applying thread does not answer many")
                .noneMatch(CompletableFuture::isDone);
        runAll();
        assertThat(gathered.stream().map(each -> ((Outcome.Done) each.join()).revision()))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aFailureIsForThoseInTheEntryAlone() {
        submit(2);
        var failing = submit(3);
        log.get(0).succeed();
        runAll();
        var others = submit(3);
        log.get(2).answer().completeExceptionally(LogException.timeout(null));
        runAll();
        assertThat(failing)
                .allSatisfy(
                        each -> assertThat(each.exceptionNow()).isInstanceOf(LogException.class));
        log.get(1).succeed();
        runAll();
        log.getLast().succeed();
        runAll();
        assertThat(others).allMatch(each -> each.state() == CompletableFuture.State.SUCCESS);
        assertThat(activity.failed()).isEqualTo(3);
        assertThat(activity.pending()).isZero();
    }

    /** Else each entry that times out makes the next ones wait for as long again. */
    @Test
    void whoHasWaitedTooLongIsToldSoAndNotCarriedOut() {
        submit(2);
        var overdue = submit(3);
        now += TimeUnit.SECONDS.toNanos(5);
        var others = submit(1);
        now += TimeUnit.SECONDS.toNanos(3);
        log.getFirst().answer().completeExceptionally(LogException.timeout(null));
        runAll();
        assertThat(overdue)
                .allSatisfy(
                        each -> assertThat(each.exceptionNow()).isInstanceOf(LogException.class));
        assertThat(log.getLast().commands()).isEqualTo(1);
        log.getLast().succeed();
        runAll();
        assertThat(others).allMatch(each -> each.state() == CompletableFuture.State.SUCCESS);
        log.get(1).succeed();
        runAll();
        assertThat(activity.pending()).isZero();
    }

    @Test
    void nobodyWaitsForEverWhereTheStoreCloses() {
        submit(2);
        var waiting = submit(3);
        closing = true;
        log.get(0).answer().completeExceptionally(LogException.timeout(null));
        log.get(1).answer().completeExceptionally(LogException.timeout(null));
        assertThat(log).hasSize(3);
        log.get(2).answer().completeExceptionally(LogException.timeout(null));
        assertThat(waiting).allMatch(CompletableFuture::isCompletedExceptionally);
    }
}
