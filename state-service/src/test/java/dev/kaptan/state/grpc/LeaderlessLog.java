package dev.kaptan.state.grpc;

import dev.kaptan.state.log.InMemoryLog;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.Membership;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.log.ReplicatedMachine;

import java.util.concurrent.CompletableFuture;

/** A log whose leader can be taken away; that it goes on to take entries lets a test see them. */
final class LeaderlessLog<R> implements ReplicatedLog<R> {

    private final InMemoryLog<R> log;
    private volatile boolean lost;

    LeaderlessLog(ReplicatedMachine<R> machine) {
        log = new InMemoryLog<>(machine, new InMemoryLog.Disk());
    }

    void loseLeader() {
        lost = true;
    }

    void findLeader() {
        lost = false;
    }

    @Override
    public LogStatus status() {
        var status = log.status();
        return lost
                ? new LogStatus(
                        status.clusterId(),
                        status.self(),
                        0,
                        status.term(),
                        status.appliedIndex(),
                        status.members())
                : status;
    }

    @Override
    public R append(byte[] entry) {
        return log.append(entry);
    }

    @Override
    public CompletableFuture<R> submit(byte[] entry) {
        return log.submit(entry);
    }

    @Override
    public byte[] askLeader(byte[] question) {
        return log.askLeader(question);
    }

    @Override
    public void barrier() {
        log.barrier();
    }

    @Override
    public CompletableFuture<Void> submitBarrier() {
        return log.submitBarrier();
    }

    @Override
    public void snapshot() {
        log.snapshot();
    }

    @Override
    public boolean works() {
        return log.works();
    }

    @Override
    public Membership membership() {
        return log.membership();
    }

    @Override
    public long term() {
        return log.term();
    }

    @Override
    public boolean alone() {
        return log.alone();
    }

    @Override
    public void close() {
        log.close();
    }
}
