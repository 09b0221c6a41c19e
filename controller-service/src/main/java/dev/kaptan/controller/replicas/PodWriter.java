package dev.kaptan.controller.replicas;

import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.meta.Owners;
import dev.kaptan.controller.loop.ParallelWrites;
import dev.kaptan.controller.loop.ParallelWrites.Result;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Carries out steps: many writes at once, and events about them. */
final class PodWriter {
    private final KubernetesClient client;
    private final ParallelWrites writes;
    private final EventRecorder events;
    private final Expectations expectations;

    PodWriter(
            KubernetesClient client,
            ParallelWrites writes,
            EventRecorder events,
            Expectations expectations) {
        this.client = client;
        this.writes = writes;
        this.events = events;
        this.expectations = expectations;
    }

    /** Carries a step out; returns why it failed, or null. */
    @Nullable StepFailure carryOut(ReplicaOwner owner, Step step) throws InterruptedException {
        return switch (step) {
            case Step.CreatePods(int count) -> create(owner, count);
            case Step.DeletePods(List<Pod> pods) -> delete(owner, pods);
            case Step.Nothing nothing -> null;
        };
    }

    /**
     * Creates in batches of 1, 2, 4 and so on, each after the last succeeded, so that a template
     * that the server refuses costs one request and not hundreds.
     */
    private @Nullable StepFailure create(ReplicaOwner owner, int count)
            throws InterruptedException {
        expectations.expectCreations(owner.key(), count);
        var template = podOf(owner);
        int left = count;
        for (int batch = 1; left > 0; batch = Math.min(2 * batch, left)) {
            var failure = createBatch(owner, template, batch);
            left -= batch;
            if (failure != null) {
                expectations.created(owner.key(), left);
                return new StepFailure("FailedCreate", failure);
            }
        }
        return null;
    }

    private @Nullable RuntimeException createBatch(ReplicaOwner owner, Pod template, int batch)
            throws InterruptedException {
        RuntimeException failure = null;
        Callable<Pod> write = () -> client.resource(template).create();
        for (var result : writes.all(Collections.nCopies(batch, write))) {
            switch (result) {
                case Result.Written<Pod>(Pod pod) ->
                        events.normal(
                                owner.object(),
                                "SuccessfulCreate",
                                "Created pod: " + pod.getMetadata().getName());
                case Result.Failed<Pod>(RuntimeException cause) -> {
                    failure = cause;
                    expectations.created(owner.key(), 1);
                }
            }
        }
        if (failure != null) {
            events.warning(
                    owner.object(), "FailedCreate", "Error creating: " + failure.getMessage());
        }
        return failure;
    }

    private static Pod podOf(ReplicaOwner owner) {
        var template = owner.template();
        var metadata = template.getMetadata();
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(owner.object().getMetadata().getNamespace())
                .withGenerateName(owner.object().getMetadata().getName() + "-")
                .withLabels(metadata.getLabels())
                .withAnnotations(metadata.getAnnotations())
                .withFinalizers(metadata.getFinalizers())
                .withOwnerReferences(Owners.controllerReference(owner.object()))
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    private @Nullable StepFailure delete(ReplicaOwner owner, List<Pod> pods)
            throws InterruptedException {
        expectations.expectDeletions(owner.key(), uids(pods));
        var deletions = pods.stream().<Callable<Pod>>map(pod -> () -> deleted(owner, pod)).toList();
        StepFailure failure = null;
        for (var result : writes.all(deletions)) {
            if (result instanceof Result.Failed<Pod>(RuntimeException cause)) {
                failure = new StepFailure("FailedDelete", cause);
            }
        }
        return failure;
    }

    private Pod deleted(ReplicaOwner owner, Pod pod) {
        try {
            // The client reports a Pod that is gone already as an empty answer, not as a failure.
            if (client.resource(pod).delete().isEmpty()) {
                expectations.deleted(owner.key(), pod.getMetadata().getUid());
            }
        } catch (KubernetesClientException refused) {
            expectations.deleted(owner.key(), pod.getMetadata().getUid());
            events.warning(
                    owner.object(), "FailedDelete", "Error deleting: " + refused.getMessage());
            throw refused;
        }
        events.normal(
                owner.object(), "SuccessfulDelete", "Deleted pod: " + pod.getMetadata().getName());
        return pod;
    }

    private static Set<String> uids(List<Pod> pods) {
        return pods.stream()
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toUnmodifiableSet());
    }
}
