package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.ContainerRuntimeContract;

class DockerRuntimeIT extends ContainerRuntimeContract {

    private TestNode node;

    @Override
    protected ContainerRuntime open() {
        node = TestNode.create();
        return node.open();
    }

    @Override
    protected void discard(ContainerRuntime runtime) {
        runtime.close();
        node.close();
    }

    @Override
    protected String podCidr() {
        return node.podCidr(0);
    }
}
