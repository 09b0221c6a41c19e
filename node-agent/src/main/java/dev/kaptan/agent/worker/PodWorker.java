package dev.kaptan.agent.worker;

import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.agent.plan.PodPlan;
import dev.kaptan.agent.plan.PodPlanner;
import dev.kaptan.agent.plan.PodView;
import dev.kaptan.agent.plan.Step;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.agent.status.PodStatuses;
import dev.kaptan.agent.status.StatusInput;

import io.fabric8.kubernetes.api.model.Pod;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Looks after one Pod from the first sight of it until nothing of it is left. */
final class PodWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);

    /** Nothing is left of the Pod. */
    private static final Instant DONE = Instant.MIN.plusSeconds(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(1);
    private static final Duration VOLUME_REFRESH = Duration.ofMinutes(1);

    private final String uid;
    private final WorkerTools tools;
    private final PodMemory memory = new PodMemory();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean wake = true;
    private Duration retry = FIRST_RETRY;

    PodWorker(String uid, WorkerTools tools) {
        this.uid = uid;
        this.tools = tools;
    }

    /** Something may have changed. */
    void wake() {
        lock.lock();
        try {
            wake = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        var again = Instant.MIN;
        try {
            while (!again.equals(DONE)) {
                awaitWork(again);
                again = lookAfter();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitWork(Instant again) throws InterruptedException {
        lock.lock();
        try {
            while (!wake && tools.clock().instant().isBefore(again)) {
                if (again.equals(Instant.MAX)) {
                    woken.await();
                } else {
                    var wait = Duration.between(tools.clock().instant(), again);
                    woken.await(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
                }
            }
            wake = false;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when to look again if nothing wakes it. */
    private Instant lookAfter() {
        try {
            var pod = tools.pods().pod(uid);
            var again = pod == null ? lookAfterOrphan() : lookAfter(memory.newest(pod));
            retry = FIRST_RETRY;
            return again;
        } catch (RuntimeException e) {
            LOG.warn("pod {} is tried again in {}: {}", uid, retry, e.getMessage());
            LOG.debug("pod {}", uid, e);
            var again = tools.clock().instant().plus(retry);
            var doubled = retry.multipliedBy(2);
            retry = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
            return again;
        }
    }

    private Instant lookAfterOrphan() {
        tools.prober().stop(uid);
        for (var step : PodPlanner.planOrphan(tools.runtime().of(uid))) {
            tools.steps().carryOutOrphan(uid, step);
        }
        tools.runtime().look();
        return tools.runtime().of(uid).isEmpty() ? DONE : tools.clock().instant();
    }

    private Instant lookAfter(Pod pod) {
        var view = view(pod);
        var plan = PodPlanner.plan(view);
        report(pod, view, plan);
        announceHeld(pod, plan);
        if (plan.steps().isEmpty()) {
            return earlier(plan.again(), refreshVolumes(pod, view));
        }
        for (var step : plan.steps()) {
            if (step instanceof Step.DeleteObject) {
                return delete(pod);
            }
            tools.steps().carryOut(pod, step, memory);
        }
        tools.runtime().look();
        return tools.clock().instant();
    }

    /** A waiting container is announced once for each wait. */
    private void announceHeld(Pod pod, PodPlan plan) {
        var texts = new HashMap<String, String>();
        plan.held().forEach(held -> texts.put(BackOffText.of(pod, held, memory), held.container()));
        texts.remove("");
        for (var text : memory.newlyAnnounced(Set.copyOf(texts.keySet()))) {
            tools.events().warning(pod, texts.get(text), "BackOff", text);
        }
    }

    /** Volumes from the API follow it while the Pod runs; returns when they are due again. */
    private Instant refreshVolumes(Pod pod, PodView view) {
        boolean fromApi =
                pod.getSpec().getVolumes().stream()
                        .anyMatch(v -> v.getHostPath() == null && v.getEmptyDir() == null);
        if (!fromApi || view.observed().running().isEmpty()) {
            return Instant.MAX;
        }
        var now = tools.clock().instant();
        if (memory.volumesRefreshed().equals(Instant.MIN)) {
            memory.refreshedVolumes(now);
        } else if (!now.isBefore(memory.volumesRefreshed().plus(VOLUME_REFRESH))) {
            tools.steps().refreshVolumes(pod);
            memory.refreshedVolumes(now);
        }
        return memory.volumesRefreshed().plus(VOLUME_REFRESH);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The last status says how everything ended; then the object goes. */
    private Instant delete(Pod pod) {
        tools.runtime().look();
        var view = view(pod);
        report(pod, view, PodPlan.NOTHING);
        tools.api().delete(pod);
        return Instant.MAX;
    }

    private PodView view(Pod pod) {
        var observed = tools.runtime().of(uid);
        memory.remember(tools.messages().of(observed, memory.messages()));
        probe(pod, observed);
        return new PodView(
                pod,
                observed,
                memory.backOffs(),
                memory.failures(),
                tools.prober().health(observed),
                tools.clock().instant());
    }

    private void probe(Pod pod, ObservedPod observed) {
        if (PodFacts.deleted(pod)) {
            tools.prober().stop(uid);
            return;
        }
        var sandbox = observed.latestSandbox();
        var ip = sandbox == null ? null : sandbox.ip();
        tools.prober().follow(pod, observed, ip == null ? tools.hostIp() : ip);
    }

    private void report(Pod pod, PodView view, PodPlan plan) {
        var status =
                PodStatuses.of(
                        new StatusInput(view, plan.held(), memory.messages(), tools.hostIp()));
        if (PodStatuses.differs(pod.getStatus(), status)) {
            memory.wrote(tools.api().updateStatus(pod, status));
        }
    }
}
