package dev.kaptan.state.log;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What every {@link ReplicatedLog} owes its users. */
public abstract class ReplicatedLogContract {

    protected RecordingMachine machine = new RecordingMachine();
    protected ReplicatedLog<Integer> log;

    /** Opens the log over the test's disk, which is empty at first and kept between openings. */
    protected abstract ReplicatedLog<Integer> open(RecordingMachine machine) throws IOException;

    @BeforeEach
    void openFirst() throws IOException {
        log = open(machine);
    }

    @AfterEach
    void closeLast() {
        log.close();
    }

    @Test
    void returnsWhatTheMachineAnswers() {
        assertThat(log.append(bytes("a"))).isZero();
        assertThat(log.append(bytes("b"))).isEqualTo(1);
        assertThat(machine.entries()).containsExactly("a", "b");
    }

    @Test
    void keepsTheOrderOfOneClientAmongMany() throws Exception {
        var answers = new ArrayList<Future<List<Integer>>>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < 8; client++) {
                var name = "c" + client;
                answers.add(clients.submit(() -> appendMany(name)));
            }
        }
        for (int client = 0; client < 8; client++) {
            var name = "c" + client;
            assertThat(machine.entries().stream().filter(each -> each.startsWith(name)))
                    .containsExactlyElementsOf(names(name));
            assertThat(answers.get(client).get())
                    .isEqualTo(names(name).stream().map(machine.entries()::indexOf).toList());
        }
    }

    @Test
    void aRestartBringsEverythingBack() throws IOException {
        appendMany("a");
        reopen();
        assertThat(machine.entries()).isEqualTo(names("a"));
        assertThat(log.append(bytes("b"))).isEqualTo(25);
    }

    @Test
    void aSnapshotStandsForTheEntriesBeforeIt() throws IOException {
        appendMany("a");
        log.snapshot();
        log.append(bytes("b"));
        reopen();
        assertThat(machine.entries()).hasSize(26).startsWith("a0").endsWith("b");
        assertThat(machine.applied()).isLessThan(25);
    }

    @Test
    void severalSnapshotsAndRestartsLoseNothing() throws IOException {
        var expected = new ArrayList<String>();
        for (int round = 0; round < 4; round++) {
            appendMany("r" + round);
            expected.addAll(names("r" + round));
            if (round % 2 == 0) {
                log.snapshot();
            }
            reopen();
            assertThat(machine.entries()).isEqualTo(expected);
        }
    }

    @Test
    void aBarrierFollowsWhatWasAcknowledged() {
        log.append(bytes("a"));
        log.barrier();
        assertThat(machine.entries()).containsExactly("a");
    }

    @Test
    void submittedEntriesAreAnsweredAsAppendedOnes() throws Exception {
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 25; i++) {
            answers.add(log.submit(bytes("a" + i)));
        }
        for (var answer : answers) {
            int index = answer.get(20, TimeUnit.SECONDS);
            assertThat(machine.entries().get(index)).isEqualTo("a" + answers.indexOf(answer));
        }
        log.submitBarrier().get(20, TimeUnit.SECONDS);
        assertThat(machine.entries()).containsExactlyInAnyOrderElementsOf(names("a"));
        assertThat(log.works()).isTrue();
    }

    @Test
    void knowsItsLeader() {
        log.append(bytes("a"));
        var status = log.status();
        assertThat(status.members()).extracting(LogStatus.Member::id).contains(status.leader());
        assertThat(status.members()).contains(status.self());
        assertThat(status.appliedIndex()).isPositive();
        assertThat(status.term()).isEqualTo(log.term()).isPositive();
    }

    @Test
    void refusesToAppendOnceClosed() {
        log.close();
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> log.append(bytes("a")))
                .returns(LogException.Reason.STOPPED, LogException::reason);
        assertThatExceptionOfType(LogException.class).isThrownBy(() -> log.submit(bytes("a")));
        assertThat(log.works()).isFalse();
    }

    protected final void reopen() throws IOException {
        log.close();
        machine = new RecordingMachine();
        log = open(machine);
        log.barrier();
    }

    protected final List<Integer> appendMany(String name) {
        return names(name).stream().map(each -> log.append(bytes(each))).toList();
    }

    protected static List<String> names(String name) {
        var names = new ArrayList<String>();
        for (int i = 0; i < 25; i++) {
            names.add(name + i);
        }
        return names;
    }
}
