package dev.kaptan.service;

import com.sun.management.OperatingSystemMXBean;

import dev.kaptan.service.HeapReturn.Sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Looks once a minute whether heap can be given back, until it is closed or the process ends. */
public final class HeapKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeapKeeper.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Thread thread;

    private HeapKeeper() {
        thread = Thread.ofVirtual().name("heap-keeper").start(this::keep);
    }

    public static HeapKeeper start() {
        return new HeapKeeper();
    }

    private void keep() {
        try {
            for (var state = HeapReturn.initial(); ; state = look(state)) {
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private HeapReturn look(HeapReturn state) {
        var now = sample();
        if (!state.due(now)) {
            return state.seen(now);
        }
        System.gc(); // nobody waits: see HeapReturn
        var after = sample();
        LOG.debug("heap: {} -> {} bytes", now.committedBytes(), after.committedBytes());
        return state.returned(now, after);
    }

    private Sample sample() {
        return new Sample(
                Runtime.getRuntime().totalMemory(), system.getProcessCpuTime(), System.nanoTime());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
