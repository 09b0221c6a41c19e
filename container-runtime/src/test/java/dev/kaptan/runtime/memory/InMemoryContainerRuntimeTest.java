package dev.kaptan.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.ContainerRuntimeContract;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.Specs;

import org.junit.jupiter.api.Test;

import java.time.Clock;

class InMemoryContainerRuntimeTest extends ContainerRuntimeContract {

    @Override
    protected ContainerRuntime open() {
        return new InMemoryContainerRuntime(Clock.systemUTC(), new ProgramScript())
                .withImage(Specs.BUSYBOX)
                .refusingImage("private/image:1", "unauthorized");
    }

    @Override
    protected void discard(ContainerRuntime runtime) {
        runtime.close();
    }

    @Override
    protected String podCidr() {
        return "10.244.3.0/24";
    }

    @Test
    void refusesTheImagesItWasToldTo() {
        assertFails(Kind.IMAGE_PULL, () -> runtime.pullImage("private/image:1", null));
        assertThat(runtime.pullImage("other/image:1", null).tags())
                .containsExactly("other/image:1");
    }

    @Test
    void failsWhileItIsUnavailable() {
        var memory = (InMemoryContainerRuntime) runtime;
        memory.setAvailable(false);
        assertFails(Kind.ENGINE_UNAVAILABLE, () -> memory.containers());
        memory.setAvailable(true);
        assertThat(memory.containers()).isEmpty();
    }
}
