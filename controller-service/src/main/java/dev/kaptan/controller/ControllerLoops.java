package dev.kaptan.controller;

import dev.kaptan.controller.deployment.DeploymentController;
import dev.kaptan.controller.endpoints.EndpointsController;
import dev.kaptan.controller.endpointslice.EndpointSliceController;
import dev.kaptan.controller.furnishing.NamespaceFurnisher;
import dev.kaptan.controller.garbage.GarbageController;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;
import dev.kaptan.controller.namespace.NamespaceController;
import dev.kaptan.controller.nodeipam.CidrBlock;
import dev.kaptan.controller.nodeipam.NodeIpamController;
import dev.kaptan.controller.nodelifecycle.NodeLifecycleController;
import dev.kaptan.controller.podgc.PodGarbageController;
import dev.kaptan.controller.replicas.ReplicaController;
import dev.kaptan.controller.tainteviction.TaintEvictionController;
import dev.kaptan.controller.term.LoopFactory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The list of all controllers. */
final class ControllerLoops implements LoopFactory {
    private final ControllerProperties properties;
    private final @Nullable String rootCa;

    /**
     * @param rootCa the certificates to publish, or null
     */
    ControllerLoops(ControllerProperties properties, @Nullable String rootCa) {
        this.properties = properties;
        this.rootCa = rootCa;
    }

    @Override
    public List<ControlLoop> create(ControllerContext context) {
        var loops = new ArrayList<ControlLoop>();
        loops.add(NamespaceFurnisher.ofServiceAccounts(context));
        if (rootCa != null) {
            loops.add(NamespaceFurnisher.ofRootCa(rootCa, context));
        }
        loops.add(new DeploymentController(context));
        loops.add(ReplicaController.ofReplicaSets(context));
        loops.add(ReplicaController.ofReplicationControllers(context));
        loops.add(new EndpointSliceController(context));
        loops.add(new EndpointsController(context));
        loops.add(new NamespaceController(context));
        loops.add(new GarbageController(context));
        loops.add(new NodeLifecycleController(properties.nodeMonitorGracePeriod(), context));
        loops.add(new TaintEvictionController(context));
        loops.add(new PodGarbageController(properties.terminatedPodThreshold(), context));
        loops.add(new NodeIpamController(CidrBlock.parse(properties.clusterCidr()), context));
        return loops;
    }
}
