package dev.kaptan.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.agent.testing.Pods;
import dev.kaptan.agent.testing.World;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Plans over thousands of random states; a failure names the seed to repeat it with. */
class RandomPlansTest {
    private static final int STATES = 5_000;

    private static World world(SplittableRandom random) {
        var world = new World(pod(random));
        int sandboxes = random.nextInt(3);
        for (int i = 0; i < sandboxes; i++) {
            world.sandbox(i, random.nextInt(4) > 0 && i == sandboxes - 1);
        }
        var names = new ArrayList<String>();
        world.pod.getSpec().getInitContainers().forEach(c -> names.add(c.getName()));
        world.pod.getSpec().getContainers().forEach(c -> names.add(c.getName()));
        names.forEach(name -> runs(world, name, random));
        return world;
    }

    private static void runs(World world, String name, SplittableRandom random) {
        int runs = world.sandboxes.isEmpty() ? 0 : random.nextInt(4);
        for (int attempt = 0; attempt < runs; attempt++) {
            boolean newest = attempt == runs - 1;
            switch (newest ? random.nextInt(4) : 3) {
                case 0 -> world.running(name, attempt);
                case 1 -> world.created(name, attempt);
                default -> world.exited(name, attempt, random.nextInt(2));
            }
        }
        if (random.nextInt(4) == 0) {
            world.backOffs.put(
                    name,
                    new BackOff(
                            Duration.ofSeconds(10L << random.nextInt(5)),
                            World.NOW.minusSeconds(random.nextInt(100))));
        }
    }

    private static Pod pod(SplittableRandom random) {
        var policy = List.of("Always", "OnFailure", "Never").get(random.nextInt(3));
        var mains = new Container[1 + random.nextInt(3)];
        for (int i = 0; i < mains.length; i++) {
            mains[i] = Pods.container("m" + i);
        }
        var inits = new Container[random.nextInt(3)];
        for (int i = 0; i < inits.length; i++) {
            inits[i] = random.nextBoolean() ? Pods.container("i" + i) : Pods.sidecar("i" + i);
        }
        var pod = Pods.withInits(Pods.pod(policy, mains), inits);
        return switch (random.nextInt(6)) {
            case 0 -> Pods.deleted(pod, random.nextInt(30));
            case 1 -> Pods.withPhase(pod, random.nextBoolean() ? "Succeeded" : "Failed");
            default -> pod;
        };
    }

    @Test
    void carryingAPlanOutLeavesNothingToPlan() {
        for (long seed = 0; seed < STATES; seed++) {
            var world = world(new SplittableRandom(seed));
            // A sidecar that has started lets what follows it start: a plan for each of them.
            for (int round = 0; round < 4; round++) {
                PodPlanner.plan(world.view()).steps().forEach(world::carryOut);
            }
            var left = PodPlanner.plan(world.view()).steps();
            if (world.objectDeleted) {
                assertThat(left).as("seed %d", seed).containsExactly(new Step.DeleteObject());
            } else {
                assertThat(left).as("seed %d", seed).isEmpty();
            }
        }
    }

    @Test
    void nothingOfAPodThatEndedOrWasDeletedIsEverStarted() {
        for (long seed = 0; seed < STATES; seed++) {
            var world = world(new SplittableRandom(seed));
            if (!(world.view().fate() instanceof Fate.Runs)) {
                PodPlanner.plan(world.view()).steps().forEach(world::carryOut);
                assertThat(world.started).as("seed %d", seed).isEmpty();
                assertThat(world.view().observed().runsAnything()).as("seed %d", seed).isFalse();
            }
        }
    }

    @Test
    void aContainerRunsAtMostOnceAtATime() {
        for (long seed = 0; seed < STATES; seed++) {
            var world = world(new SplittableRandom(seed));
            for (int round = 0; round < 4; round++) {
                PodPlanner.plan(world.view()).steps().forEach(world::carryOut);
                var running =
                        world.view().observed().running().stream().map(c -> c.name()).toList();
                assertThat(running).as("seed %d", seed).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void noMainContainerRunsBeforeAllInitContainersHaveSucceeded() {
        for (long seed = 0; seed < STATES; seed++) {
            var world = new World(pod(new SplittableRandom(seed)));
            for (int round = 0; round < 4; round++) {
                PodPlanner.plan(world.view()).steps().forEach(world::carryOut);
            }
            boolean waits =
                    world.pod.getSpec().getInitContainers().stream()
                            .anyMatch(init -> init.getRestartPolicy() == null);
            if (waits) {
                assertThat(world.started)
                        .as("seed %d", seed)
                        .noneMatch(name -> name.startsWith("m"));
            }
        }
    }
}
