package dev.kaptan.controller.replicas;

import io.fabric8.kubernetes.api.model.Pod;

import java.util.List;

/** What brings the number of replicas closer to the desired one. */
sealed interface Step {
    /** Creates so many Pods from the template. */
    record CreatePods(int count) implements Step {
        public CreatePods {
            if (count <= 0) {
                throw new IllegalArgumentException("count " + count + " is not positive");
            }
        }
    }

    /** Deletes these. */
    record DeletePods(List<Pod> pods) implements Step {
        public DeletePods {
            pods = List.copyOf(pods);
        }
    }

    /** Nothing to do. */
    record Nothing() implements Step {}
}
