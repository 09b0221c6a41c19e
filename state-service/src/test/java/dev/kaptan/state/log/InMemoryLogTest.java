package dev.kaptan.state.log;

class InMemoryLogTest extends ReplicatedLogContract {

    private final InMemoryLog.Disk disk = new InMemoryLog.Disk();

    @Override
    protected ReplicatedLog<Integer> open(RecordingMachine machine) {
        return new InMemoryLog<>(machine, disk);
    }
}
