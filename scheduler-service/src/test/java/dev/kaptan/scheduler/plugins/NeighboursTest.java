package dev.kaptan.scheduler.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.Nodes;
import dev.kaptan.scheduler.cluster.ClusterState;
import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.NodeCheck;
import dev.kaptan.scheduler.framework.Score;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.reader.PodReader;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

class NeighboursTest {

    private static final String NEAR_DB =
            """
            podAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: zone, labelSelector: {matchLabels: {app: db}}}
            """;
    private static final String APART_FROM_WEB =
            """
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: host, labelSelector: {matchLabels: {app: web}}}
            """;

    private final ClusterState cluster = new ClusterState();

    @BeforeEach
    void threeNodesInTwoZones() {
        cluster.putNode(Nodes.labelled("a1", Map.of("zone", "a", "host", "a1")));
        cluster.putNode(Nodes.labelled("a2", Map.of("zone", "a", "host", "a2")));
        cluster.putNode(Nodes.labelled("b1", Map.of("zone", "b", "host", "b1")));
    }

    @Test
    void requiredAffinityWantsAMatchInTheSamePlace() {
        cluster.podBound(pod("default", "db", "db", "").boundTo("a1"));
        assertThat(rejections(new InterPodAffinity(), pod("default", "p", "web", NEAR_DB)))
                .isEqualTo(Map.of("b1", "node(s) didn't match pod affinity rules"));
    }

    @Test
    void thePodsOfAnotherNamespaceAreNotMeantUnlessSelected() {
        cluster.putNamespace("data", Map.of("team", "blue"));
        cluster.podBound(pod("data", "db", "db", "").boundTo("a1"));
        PodInfo own = pod("default", "p", "web", NEAR_DB);
        assertThat(rejections(new InterPodAffinity(), own)).hasSize(3);
        String selecting =
                NEAR_DB.replace(
                        "{topologyKey",
                        "{namespaceSelector: {matchLabels: {team: blue}}, topologyKey");
        PodInfo selected = pod("default", "p", "web", selecting);
        assertThat(rejections(new InterPodAffinity(), selected)).containsOnlyKeys("b1");
    }

    @Test
    void theFirstOfAGroupThatStandsTogetherMayGoAnywhere() {
        assertThat(rejections(new InterPodAffinity(), pod("default", "p", "db", NEAR_DB)))
                .isEmpty();
        assertThat(rejections(new InterPodAffinity(), pod("default", "p", "web", NEAR_DB)))
                .hasSize(3);
    }

    @Test
    void requiredAntiAffinityWantsNoMatchInTheSamePlace() {
        cluster.podBound(pod("default", "w", "web", "").boundTo("a1"));
        assertThat(rejections(new InterPodAffinity(), pod("default", "p", "web", APART_FROM_WEB)))
                .isEqualTo(Map.of("a1", "node(s) didn't match pod anti-affinity rules"));
    }

    @Test
    void thoseWhoAreThereMayRefuseANewcomer() {
        cluster.podBound(pod("default", "w", "other", APART_FROM_WEB).boundTo("b1"));
        assertThat(rejections(new InterPodAffinity(), pod("default", "p", "web", "")))
                .isEqualTo(
                        Map.of("b1", "node(s) didn't satisfy existing pods anti-affinity rules"));
        cluster.podGone("uid-w");
        assertThat(rejections(new InterPodAffinity(), pod("default", "p", "web", ""))).isEmpty();
    }

    @Test
    void requiredSpreadKeepsTheSkew() {
        cluster.podBound(pod("default", "w1", "web", "").boundTo("a1"));
        assertThat(rejections(new PodTopologySpread(), spread("zone", "DoNotSchedule")))
                .isEqualTo(
                        Map.of(
                                "a1", "node(s) didn't match pod topology spread constraints",
                                "a2", "node(s) didn't match pod topology spread constraints"));
        cluster.podBound(pod("default", "w2", "web", "").boundTo("b1"));
        assertThat(rejections(new PodTopologySpread(), spread("zone", "DoNotSchedule"))).isEmpty();
    }

    @Test
    void aNodeWithoutTheKeyTakesNoSpreadPod() {
        assertThat(rejections(new PodTopologySpread(), spread("rack", "DoNotSchedule")))
                .containsEntry(
                        "a1",
                        "node(s) didn't match pod topology spread constraints (missing required"
                                + " label)")
                .hasSize(3);
    }

    @Test
    void softSpreadPrefersTheEmptierPlace() {
        cluster.podBound(pod("default", "w1", "web", "").boundTo("a1"));
        PodInfo soft = spread("zone", "ScheduleAnyway");
        assertThat(rejections(new PodTopologySpread(), soft)).isEmpty();
        Map<String, Long> scores = scores(new PreferredSpread(), soft);
        assertThat(scores.get("b1")).isEqualTo(100);
        assertThat(scores.get("a2")).isEqualTo(scores.get("a1")).isLessThan(100);
    }

    @Test
    void preferencesOfBothSidesAddUp() {
        String prefersDb =
                """
                podAffinity:
                  preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 10
                    podAffinityTerm: {topologyKey: zone, labelSelector: {matchLabels: {app: db}}}
                """;
        String shunsWeb =
                """
                podAntiAffinity:
                  preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 10
                    podAffinityTerm: {topologyKey: host, labelSelector: {matchLabels: {app: web}}}
                """;
        cluster.podBound(pod("default", "db", "db", "").boundTo("a1"));
        cluster.podBound(pod("default", "x", "other", shunsWeb).boundTo("a2"));
        assertThat(scores(new PreferredNeighbours(), pod("default", "p", "web", prefersDb)))
                .isEqualTo(Map.of("a1", 100L, "a2", 0L, "b1", 0L));
    }

    private Map<String, String> rejections(Filter filter, PodInfo pod) {
        Snapshot snapshot = cluster.snapshotFor(pod);
        NodeCheck check = filter.prepare(pod, snapshot);
        var rejections = new TreeMap<String, String>();
        for (NodeInfo node : nodes(snapshot)) {
            if (check != null && check.fits(node) instanceof Verdict.Rejected rejected) {
                rejections.put(node.name(), rejected.reasons().getFirst());
            }
        }
        return rejections;
    }

    private Map<String, Long> scores(Score score, PodInfo pod) {
        Snapshot snapshot = cluster.snapshotFor(pod);
        assertThat(score.concerns(pod, snapshot)).isTrue();
        List<NodeInfo> nodes = nodes(snapshot);
        long[] rated = score.rate(pod, nodes, snapshot);
        var scores = new TreeMap<String, Long>();
        for (int i = 0; i < rated.length; i++) {
            scores.put(nodes.get(i).name(), rated[i]);
        }
        return scores;
    }

    private static List<NodeInfo> nodes(Snapshot snapshot) {
        return IntStream.range(0, snapshot.nodes().size()).mapToObj(snapshot.nodes()::get).toList();
    }

    private static PodInfo spread(String key, String whenUnsatisfiable) {
        String spec =
                """
                topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: %s
                  whenUnsatisfiable: %s
                  labelSelector: {matchLabels: {app: web}}
                """
                        .formatted(key, whenUnsatisfiable);
        return read("default", "p", "web", spec);
    }

    private static PodInfo pod(String namespace, String name, String app, String affinity) {
        String spec = affinity.isEmpty() ? "" : "affinity:\n" + affinity.indent(2);
        return read(namespace, name, app, spec);
    }

    private static PodInfo read(String namespace, String name, String app, String spec) {
        String yaml =
                """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: %s, name: %s, uid: uid-%s, labels: {app: %s}}
                spec:
                  containers: [{name: c, image: i}]
                %s\
                """
                        .formatted(namespace, name, name, app, spec.indent(2));
        return PodReader.read(new KubernetesSerialization().unmarshal(yaml, Pod.class));
    }
}
