package dev.kaptan.controller.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

class GarbagePlannerTest {
    private static ObjectId id(String uid) {
        return new ObjectId("v1", "Thing", "space", "name-" + uid, uid);
    }

    private static OwnerReference ref(String uid, boolean blocks) {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Thing")
                .withName("name-" + uid)
                .withUid(uid)
                .withBlockOwnerDeletion(blocks)
                .build();
    }

    private static Item item(String uid, OwnerReference... owners) {
        return new Item(id(uid), "1", List.of(owners), Set.of(), false);
    }

    private static Item deleting(String uid, String finalizer) {
        return new Item(id(uid), "1", List.of(), Set.of(finalizer), true);
    }

    @Test
    void anObjectWithoutOwnersIsKept() {
        assertThat(GarbagePlanner.plan(item("a"), List.of(), Map.of())).isEqualTo(new Step.Keep());
    }

    @Test
    void anObjectWhoseOwnersAreAllGoneIsDeleted() {
        assertThat(
                        GarbagePlanner.plan(
                                item("a", ref("x", true)),
                                List.of(),
                                Map.of("x", OwnerState.ABSENT)))
                .isEqualTo(new Step.Delete(Step.Policy.BACKGROUND, List.of()));
    }

    @Test
    void oneOwnerThatIsLeftKeepsItAndTheOthersAreStruckOut() {
        assertThat(
                        GarbagePlanner.plan(
                                item("a", ref("x", true), ref("y", true)),
                                List.of(),
                                Map.of("x", OwnerState.ABSENT, "y", OwnerState.SOLID)))
                .isEqualTo(new Step.SetOwners(List.of(ref("y", true))));
    }

    @Test
    void aForegroundDeletionGoesDownTheTree() {
        var child = item("c", ref("a", true));
        assertThat(
                        GarbagePlanner.plan(
                                item("a", ref("x", true)),
                                List.of(child),
                                Map.of("x", OwnerState.WAITING)))
                .isEqualTo(new Step.Delete(Step.Policy.FOREGROUND, List.of()));
    }

    @Test
    void aWaitingOwnerGoesWhenNothingBlocksIt() {
        var waiting = deleting("a", Item.FOREGROUND);
        assertThat(GarbagePlanner.plan(waiting, List.of(item("c", ref("a", true))), Map.of()))
                .isEqualTo(new Step.AwaitDependents(List.of("c")));
        assertThat(GarbagePlanner.plan(waiting, List.of(item("c", ref("a", false))), Map.of()))
                .isEqualTo(new Step.RemoveFinalizer(Item.FOREGROUND));
    }

    @Test
    void aCycleOfForegroundDeletionsIsBroken() {
        var child = new Item(id("c"), "1", List.of(ref("a", true)), Set.of(Item.FOREGROUND), true);
        assertThat(
                        GarbagePlanner.plan(
                                item("a", ref("c", true)),
                                List.of(child),
                                Map.of("c", OwnerState.WAITING)))
                .isEqualTo(new Step.Delete(Step.Policy.FOREGROUND, List.of(ref("c", false))));
    }

    /**
     * Random forests, random deletions of every policy, events in random order: in the end exactly
     * those are left that a walk over the owners says.
     */
    @Test
    void whatIsLeftIsWhatTheOwnersSay() {
        for (int round = 0; round < 300; round++) {
            long seed = System.nanoTime() + round;
            new History(new SplittableRandom(seed), "seed " + seed).run();
        }
    }

    /** A server, its mirror as a graph, and a collector that works on both. */
    private static final class History {
        private final SplittableRandom random;
        private final String seed;
        private final Map<String, Item> server = new HashMap<>();
        private final OwnerGraph graph = new OwnerGraph();
        private final LinkedHashSet<String> queue = new LinkedHashSet<>();
        private final Set<String> expectedGone = new HashSet<>();

        History(SplittableRandom random, String seed) {
            this.random = random;
            this.seed = seed;
        }

        void run() {
            int count = random.nextInt(2, 25);
            for (int i = 0; i < count; i++) {
                plant(i);
            }
            var shuffled = new ArrayList<>(server.values());
            for (int i = shuffled.size(); i > 1; i--) {
                java.util.Collections.swap(shuffled, i - 1, random.nextInt(i));
            }
            shuffled.forEach(item -> queue.addAll(graph.observe(item)));
            for (int i = 0; i < 3; i++) {
                deleteRandom();
                work(random.nextInt(10));
            }
            work(10_000);
            assertThat(queue).as(seed).isEmpty();
            assertThat(server.keySet()).as(seed).doesNotContainAnyElementsOf(expectedGone);
            for (var item : server.values()) {
                assertThat(item.deleting()).as("%s: %s is stuck", seed, item).isFalse();
                var owners =
                        item.owners().stream()
                                .map(OwnerReference::getUid)
                                .collect(Collectors.toSet());
                assertThat(server.keySet())
                        .as("%s: owners of %s", seed, item.id().uid())
                        .containsAll(owners);
            }
        }

        /** Owners come before; some were never there. */
        private void plant(int i) {
            var owners = new ArrayList<OwnerReference>();
            int wanted = random.nextInt(3);
            for (int o = 0; o < wanted && i > 0; o++) {
                var uid = random.nextInt(12) == 0 ? "never-" + i : "u" + random.nextInt(i);
                if (owners.stream().noneMatch(each -> each.getUid().equals(uid))) {
                    owners.add(ref(uid, random.nextBoolean()));
                }
            }
            server.put("u" + i, item("u" + i, owners.toArray(OwnerReference[]::new)));
        }

        private void deleteRandom() {
            var candidates = new ArrayList<>(server.keySet());
            if (candidates.isEmpty()) {
                return;
            }
            var uid = candidates.get(random.nextInt(candidates.size()));
            if (!server.get(uid).deleting()) {
                expectedGone.add(uid);
                delete(uid, Step.Policy.values()[random.nextInt(3)]);
            }
        }

        private void work(int most) {
            for (int i = 0; i < most && !queue.isEmpty(); i++) {
                var uid = queue.removeFirst();
                var known = graph.identify(uid);
                if (known == null) {
                    continue;
                }
                var live = server.get(uid);
                if (live == null) {
                    queue.addAll(graph.forget(uid));
                } else {
                    carryOut(live, GarbagePlanner.plan(live, graph.dependents(uid), owners(live)));
                }
            }
        }

        private Map<String, OwnerState> owners(Item live) {
            var states = new HashMap<String, OwnerState>();
            for (var owner : live.owners()) {
                var item = server.get(owner.getUid());
                states.put(
                        owner.getUid(),
                        item == null
                                ? OwnerState.ABSENT
                                : item.deletingDependents()
                                        ? OwnerState.WAITING
                                        : OwnerState.SOLID);
            }
            return states;
        }

        private void carryOut(Item live, Step step) {
            var uid = live.id().uid();
            switch (step) {
                case Step.Keep keep -> {}
                case Step.AwaitDependents(List<String> uids) -> queue.addAll(uids);
                case Step.SetOwners(var owners) -> put(with(live, owners, live.finalizers()));
                case Step.Delete(Step.Policy policy, var unblocked) -> {
                    if (!unblocked.isEmpty()) {
                        put(with(live, unblocked, live.finalizers()));
                    }
                    delete(uid, policy);
                }
                case Step.RemoveFinalizer(String finalizer) -> removeFinalizer(live, finalizer);
                case Step.ReleaseDependents(List<Item> dependents) -> {
                    for (var dependent : dependents) {
                        var current = server.get(dependent.id().uid());
                        if (current != null) {
                            put(with(current, without(current, uid), current.finalizers()));
                        }
                    }
                    removeFinalizer(live, Item.ORPHAN);
                }
            }
        }

        private static List<OwnerReference> without(Item item, String uid) {
            return item.owners().stream().filter(each -> !each.getUid().equals(uid)).toList();
        }

        private static Item with(Item item, List<OwnerReference> owners, Set<String> finalizers) {
            return new Item(item.id(), "1", owners, finalizers, item.deleting());
        }

        private void put(Item item) {
            server.put(item.id().uid(), item);
            queue.addAll(graph.observe(item));
        }

        /** As the server does it: a policy becomes a finalizer, no finalizer means gone. */
        private void delete(String uid, Step.Policy policy) {
            var item = server.get(uid);
            var finalizers =
                    switch (policy) {
                        case BACKGROUND -> Set.<String>of();
                        case FOREGROUND -> Set.of(Item.FOREGROUND);
                        case ORPHAN -> Set.of(Item.ORPHAN);
                    };
            if (finalizers.isEmpty()) {
                gone(uid);
            } else {
                put(new Item(item.id(), "1", item.owners(), finalizers, true));
            }
        }

        private void removeFinalizer(Item item, String finalizer) {
            assertThat(item.finalizers()).as(seed).contains(finalizer);
            gone(item.id().uid());
        }

        private void gone(String uid) {
            server.remove(uid);
            queue.addAll(graph.forget(uid));
        }
    }
}
