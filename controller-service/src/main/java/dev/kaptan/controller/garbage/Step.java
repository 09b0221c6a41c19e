package dev.kaptan.controller.garbage;

import io.fabric8.kubernetes.api.model.OwnerReference;

import java.util.List;

/** What is done about an object. */
sealed interface Step {
    /** It stays as it is. */
    record Keep() implements Step {}

    /** These dependents are looked at; it goes when they are gone. */
    record AwaitDependents(List<String> uids) implements Step {
        public AwaitDependents {
            uids = List.copyOf(uids);
        }
    }

    /** Its owner references become these. */
    record SetOwners(List<OwnerReference> owners) implements Step {
        public SetOwners {
            owners = List.copyOf(owners);
        }
    }

    /**
     * It is deleted.
     *
     * @param unblocked its owner references without any hold on their owners, to be written before,
     *     or empty when they may stay
     */
    record Delete(Policy policy, List<OwnerReference> unblocked) implements Step {
        public Delete {
            unblocked = List.copyOf(unblocked);
        }
    }

    /** It loses a finalizer that garbage collection set. */
    record RemoveFinalizer(String finalizer) implements Step {}

    /** Its dependents lose their references to it, and then it the orphan finalizer. */
    record ReleaseDependents(List<Item> dependents) implements Step {
        public ReleaseDependents {
            dependents = List.copyOf(dependents);
        }
    }

    /** The propagation policies of the API. */
    enum Policy {
        BACKGROUND("Background"),
        FOREGROUND("Foreground"),
        ORPHAN("Orphan");

        private final String wire;

        Policy(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }
}
