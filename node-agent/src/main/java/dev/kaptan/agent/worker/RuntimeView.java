package dev.kaptan.agent.worker;

import static java.util.stream.Collectors.groupingBy;

import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.Sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the runtime has of every Pod, as of the last look. */
public final class RuntimeView {
    private final ContainerRuntime runtime;
    private final Predicate<String> owned;
    private final ReentrantLock looking = new ReentrantLock();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final AtomicLong requests = new AtomicLong();
    private volatile Map<String, ObservedPod> pods = Map.of();
    private volatile Consumer<String> changed = uid -> {};
    private long served;

    /**
     * @param owned tells by its uid whether a Pod is this agent's
     */
    public RuntimeView(ContainerRuntime runtime, Predicate<String> owned) {
        this.runtime = runtime;
        this.owned = owned;
    }

    public ObservedPod of(String uid) {
        return pods.getOrDefault(uid, ObservedPod.NOTHING);
    }

    public Map<String, ObservedPod> all() {
        return pods;
    }

    /**
     * @param changed told the uid of each Pod that a look finds changed, whoever looked
     */
    public void onChange(Consumer<String> changed) {
        this.changed = changed;
    }

    /**
     * Looks at everything. Of those who ask while somebody looks, one looks for all: a look that
     * began after the request shows what the caller did before it.
     */
    public void look() {
        long mine = requests.incrementAndGet();
        looking.lock();
        try {
            if (served < mine) {
                long upTo = requests.get();
                var before = pods;
                pods = list();
                served = upTo;
                looked.countDown();
                announce(before, pods);
            }
        } finally {
            looking.unlock();
        }
    }

    /** Waits until the first look; false when that took longer. */
    public boolean awaitLook(Duration atMost) throws InterruptedException {
        return looked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void announce(Map<String, ObservedPod> before, Map<String, ObservedPod> now) {
        now.forEach((uid, pod) -> {
            if (!pod.equals(before.get(uid))) {
                changed.accept(uid);
            }
        });
        before.keySet().stream().filter(uid -> !now.containsKey(uid)).forEach(changed);
    }

    private Map<String, ObservedPod> list() {
        var sandboxes =
                runtime.sandboxes().stream().collect(groupingBy(sandbox -> sandbox.pod().uid()));
        var containers =
                runtime.containers().stream()
                        .collect(groupingBy(container -> container.pod().uid()));
        var uids = new HashSet<>(sandboxes.keySet());
        uids.addAll(containers.keySet());
        uids.removeIf(owned.negate());
        var found = new HashMap<String, ObservedPod>();
        for (var uid : uids) {
            List<Sandbox> ofPod = sandboxes.getOrDefault(uid, List.of());
            List<Container> inPod = containers.getOrDefault(uid, List.of());
            found.put(uid, new ObservedPod(ofPod, inPod));
        }
        return Map.copyOf(found);
    }
}
