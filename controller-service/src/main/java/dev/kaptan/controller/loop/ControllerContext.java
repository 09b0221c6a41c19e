package dev.kaptan.controller.loop;

import dev.kaptan.client.cache.Informers;
import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.work.Controllers;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.time.InstantSource;

/**
 * What every controller is built from.
 *
 * @param informers shared by all controllers of a term
 * @param writes bounds the writes that controllers make in parallel
 */
public record ControllerContext(
        KubernetesClient client,
        Informers informers,
        Controllers controllers,
        EventRecorder events,
        InstantSource clock,
        ParallelWrites writes) {}
