package dev.kaptan.scheduler.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.Nodes;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.NodeCheck;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.HostPort;
import dev.kaptan.scheduler.model.Neighbours;
import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.NodeDescription.Readiness;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.NodeTerm;
import dev.kaptan.scheduler.model.PlacementRules;
import dev.kaptan.scheduler.model.PodDemand;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.Requirement;
import dev.kaptan.scheduler.model.Resources;
import dev.kaptan.scheduler.model.Taint;
import dev.kaptan.scheduler.model.Toleration;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

class FiltersTest {

    private final PodInfo pod = Pods.pod("p");

    @Test
    void aCordonedNodeTakesOnlyPodsThatTolerateIt() {
        var filter = new NodeUnschedulable();
        assertThat(reasons(filter, pod, Nodes.cordoned("n")))
                .containsExactly("node(s) were unschedulable");
        PodInfo daemon = tolerating("node.kubernetes.io/unschedulable");
        assertThat(reasons(filter, daemon, Nodes.cordoned("n"))).isEmpty();
    }

    @Test
    void aNodeThatIsNotReadyTakesOnlyPodsThatTolerateIt() {
        var filter = new NodeReady();
        assertThat(reasons(filter, pod, Nodes.being("n", Readiness.NOT_READY)))
                .containsExactly("node(s) had untolerated taint {node.kubernetes.io/not-ready: }");
        assertThat(reasons(filter, pod, Nodes.being("n", Readiness.UNKNOWN)))
                .containsExactly(
                        "node(s) had untolerated taint {node.kubernetes.io/unreachable: }");
        PodInfo tolerant = tolerating("node.kubernetes.io/not-ready");
        assertThat(reasons(filter, tolerant, Nodes.being("n", Readiness.NOT_READY))).isEmpty();
        assertThat(reasons(filter, pod, Nodes.node("n"))).isEmpty();
    }

    @Test
    void onlyHardTaintsKeepPodsAway() {
        var filter = new TaintToleration();
        var soft = new Taint("k", "v", Taint.PREFER_NO_SCHEDULE);
        var hard = new Taint("k", "v", Taint.NO_EXECUTE);
        assertThat(reasons(filter, pod, Nodes.tainted("n", soft))).isEmpty();
        assertThat(reasons(filter, pod, Nodes.tainted("n", soft, hard)))
                .containsExactly("node(s) had untolerated taint {k: v}");
        assertThat(reasons(filter, tolerating("k"), Nodes.tainted("n", hard))).isEmpty();
    }

    @Test
    void theNodeSelectorWantsEveryLabel() {
        var filter = new NodeAffinity();
        PodInfo picky = selecting(Map.of("disk", "ssd", "zone", "east"));
        NodeDescription half = Nodes.labelled("n", Map.of("disk", "ssd"));
        NodeDescription both = Nodes.labelled("n", Map.of("disk", "ssd", "zone", "east"));
        assertThat(reasons(filter, picky, half))
                .containsExactly("node(s) didn't match Pod's node affinity/selector");
        assertThat(reasons(filter, picky, both)).isEmpty();
        assertThat(filter.prepare(pod, Snapshot.EMPTY)).isNull();
    }

    @Test
    void oneOfTheRequiredTermsIsEnough() {
        var filter = new NodeAffinity();
        PodInfo picky = requiring(term("disk", "ssd"), term("disk", "nvme"));
        assertThat(reasons(filter, picky, Nodes.labelled("n", Map.of("disk", "nvme")))).isEmpty();
        assertThat(reasons(filter, picky, Nodes.node("n"))).hasSize(1);
        assertThat(reasons(filter, requiring(), Nodes.node("n"))).hasSize(1);
    }

    @Test
    void aHostPortIsTakenByOnePodPerAddress() {
        var filter = new NodePorts();
        NodeInfo node =
                NodeInfo.empty(Nodes.node("n"))
                        .with(ports(Pods.pod("a"), new HostPort("TCP", "10.0.0.1", 80)))
                        .with(ports(Pods.pod("b"), new HostPort("UDP", "", 53)));
        assertThat(reasons(filter, ports(pod, new HostPort("", "", 80)), node))
                .containsExactly("node(s) didn't have free ports for the requested pod ports");
        assertThat(reasons(filter, ports(pod, new HostPort("TCP", "10.0.0.2", 80)), node))
                .isEmpty();
        assertThat(reasons(filter, ports(pod, new HostPort("TCP", "", 53)), node)).isEmpty();
        assertThat(reasons(filter, ports(pod, new HostPort("UDP", "10.0.0.9", 53)), node))
                .hasSize(1);
        NodeInfo freed = node.without("uid-a");
        assertThat(reasons(filter, ports(pod, new HostPort("", "", 80)), freed)).isEmpty();
    }

    @Test
    void resourcesAreCountedWithThoseOfThePodsThere() {
        var filter = new NodeResourcesFit();
        NodeInfo node =
                NodeInfo.empty(Nodes.holding("n", 1000, 1000))
                        .with(Pods.asking(Pods.pod("a"), 600, 100));
        assertThat(reasons(filter, Pods.asking(pod, 400, 900), node)).isEmpty();
        assertThat(reasons(filter, Pods.asking(pod, 401, 900), node))
                .containsExactly("Insufficient cpu");
        assertThat(reasons(filter, Pods.asking(pod, 400, 901), node))
                .containsExactly("Insufficient memory");
    }

    @Test
    void extendedResourcesAreNamed() {
        var filter = new NodeResourcesFit();
        var room = new Resources(1000, 1000, 50, Map.of("example.com/gpu", 1L));
        NodeInfo node = NodeInfo.empty(Nodes.withRoom("n", room, 10));
        assertThat(reasons(filter, wanting(0, Map.of("example.com/gpu", 1L)), node)).isEmpty();
        assertThat(reasons(filter, wanting(51, Map.of("example.com/gpu", 2L)), node))
                .containsExactly("Insufficient ephemeral-storage", "Insufficient example.com/gpu");
    }

    @Test
    void aPodThatAsksForNothingFitsOnAFullNode() {
        var filter = new NodeResourcesFit();
        NodeInfo full =
                NodeInfo.empty(Nodes.holding("n", 100, 100))
                        .with(Pods.asking(Pods.pod("a"), 500, 500));
        assertThat(reasons(filter, pod, full)).isEmpty();
    }

    @Test
    void saysWhetherTheRemovalOfOtherPodsWouldHelp() {
        NodeInfo full =
                NodeInfo.empty(Nodes.holding("n", 1000, 1000))
                        .with(Pods.asking(Pods.pod("a"), 1000, 0));
        var fits = (Verdict.Rejected) NodeResourcesFit.fits(Pods.asking(pod, 500, 0), full);
        var never = (Verdict.Rejected) NodeResourcesFit.fits(Pods.asking(pod, 5000, 0), full);
        assertThat(fits.removalMayHelp()).isTrue();
        assertThat(never.removalMayHelp()).isFalse();
    }

    private static List<String> reasons(Filter filter, PodInfo pod, NodeDescription node) {
        return reasons(filter, pod, NodeInfo.empty(node));
    }

    private static List<String> reasons(Filter filter, PodInfo pod, NodeInfo node) {
        NodeCheck check = filter.prepare(pod, Snapshot.EMPTY);
        return check != null && check.fits(node) instanceof Verdict.Rejected rejected
                ? rejected.reasons()
                : List.of();
    }

    private PodInfo tolerating(String key) {
        var toleration = new Toleration(key, Toleration.Operator.EXISTS, "", "");
        return Pods.rules(
                pod,
                new PlacementRules(Map.of(), null, List.of(), List.of(toleration), Neighbours.ANY));
    }

    private PodInfo selecting(Map<String, String> selector) {
        return Pods.rules(
                pod, new PlacementRules(selector, null, List.of(), List.of(), Neighbours.ANY));
    }

    private PodInfo requiring(NodeTerm... terms) {
        return Pods.rules(
                pod,
                new PlacementRules(Map.of(), List.of(terms), List.of(), List.of(), Neighbours.ANY));
    }

    private static NodeTerm term(String key, String value) {
        var requirement = new Requirement(key, Requirement.Operator.IN, Set.of(value));
        return new NodeTerm(List.of(requirement), List.of());
    }

    private static PodInfo ports(PodInfo pod, HostPort... ports) {
        return Pods.demand(pod, new PodDemand(Resources.NONE, 0, 0, List.of(ports), List.of()));
    }

    private PodInfo wanting(long ephemeral, Map<String, Long> extended) {
        var requests = new Resources(0, 0, ephemeral, extended);
        return Pods.demand(pod, new PodDemand(requests, 0, 0, List.of(), List.of()));
    }
}
