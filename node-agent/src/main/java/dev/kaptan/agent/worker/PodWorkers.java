package dev.kaptan.agent.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;

/** The workers of all Pods of the node: one virtual thread for each. */
public final class PodWorkers implements AutoCloseable {
    private final WorkerTools tools;
    private final ExecutorService threads;
    private final Map<String, PodWorker> workers = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    public PodWorkers(WorkerTools tools, ExecutorService threads) {
        this.tools = tools;
        this.threads = threads;
    }

    /** Has somebody look after a Pod now. */
    public void wake(String uid) {
        lock.lock();
        try {
            var worker = workers.get(uid);
            if (worker == null) {
                start(uid);
            } else {
                worker.wake();
            }
        } finally {
            lock.unlock();
        }
    }

    private void start(String uid) {
        var worker = new PodWorker(uid, tools);
        workers.put(uid, worker);
        threads.execute(() -> {
            worker.run();
            ended(uid);
        });
    }

    private void ended(String uid) {
        lock.lock();
        try {
            workers.remove(uid);
        } finally {
            lock.unlock();
        }
        if (tools.pods().pod(uid) != null) {
            wake(uid); // it came back between the last look and now
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
