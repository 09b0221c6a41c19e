package dev.kaptan.agent.volume;

import static dev.kaptan.agent.testing.Pods.UID;
import static dev.kaptan.agent.testing.Pods.container;
import static dev.kaptan.agent.testing.Pods.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.agent.reference.PodAddresses;
import dev.kaptan.agent.reference.RecentReferences;
import dev.kaptan.agent.reference.References;
import dev.kaptan.agent.reference.ResourceFields;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.runtime.Mount;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjectionBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

class PodVolumesTest {
    private static final PodAddresses ADDRESSES = new PodAddresses("192.168.0.1", "10.0.0.9");

    @TempDir Path data;
    private final Map<String, ConfigMap> maps = new HashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int tokens;
    private PodDirectories directories;
    private PodVolumes volumes;

    @BeforeEach
    void make() {
        directories = new PodDirectories(data);
        var references =
                new References() {
                    @Override
                    public ConfigMap configMap(String namespace, String name) {
                        return maps.get(name);
                    }

                    @Override
                    public Secret secret(String namespace, String name) {
                        return null;
                    }
                };
        InstantSource clock = () -> now;
        TokenSource source =
                (pod, audience, seconds) ->
                        new TokenSource.Token("t" + ++tokens, now, now.plusSeconds(seconds));
        volumes =
                new PodVolumes(
                        directories,
                        references,
                        new RecentReferences(references, Duration.ofSeconds(30), clock),
                        new ResourceFields(Map.of()),
                        new TokenCache(source, clock));
    }

    private static Pod with(Volume... volumes) {
        return new PodBuilder(pod("Always", container("a")))
                .editMetadata()
                .addToLabels("app", "x")
                .endMetadata()
                .editSpec()
                .withVolumes(volumes)
                .endSpec()
                .build();
    }

    private static VolumeBuilder volume() {
        return new VolumeBuilder().withName("v");
    }

    private Path dir(Pod pod) {
        return volumes.path(pod, pod.getSpec().getVolumes().getFirst());
    }

    @Test
    void followsAConfigMapThatChanges() throws Exception {
        maps.put("cm", new ConfigMapBuilder().addToData("k", "1").build());
        var pod = with(volume().withNewConfigMap().withName("cm").endConfigMap().build());
        volumes.prepare(pod, ADDRESSES);
        assertThat(Files.readString(dir(pod).resolve("k"))).isEqualTo("1");
        maps.put("cm", new ConfigMapBuilder().addToData("k", "2").build());
        volumes.prepare(pod, ADDRESSES);
        assertThat(Files.readString(dir(pod).resolve("k"))).isEqualTo("2");
    }

    @Test
    void aRunningPodFollowsAConfigMapALittleLater() throws Exception {
        maps.put("cm", new ConfigMapBuilder().addToData("k", "1").build());
        var pod = with(volume().withNewConfigMap().withName("cm").endConfigMap().build());
        volumes.refresh(pod, ADDRESSES);
        maps.put("cm", new ConfigMapBuilder().addToData("k", "2").build());
        volumes.refresh(pod, ADDRESSES);
        assertThat(Files.readString(dir(pod).resolve("k"))).isEqualTo("1");
        now = now.plusSeconds(30);
        volumes.refresh(pod, ADDRESSES);
        assertThat(Files.readString(dir(pod).resolve("k"))).isEqualTo("2");
    }

    @Test
    void saysWhichVolumeCannotBeMadeAndWhy() {
        var pod = with(volume().withNewConfigMap().withName("none").endConfigMap().build());
        assertThatThrownBy(() -> volumes.prepare(pod, ADDRESSES))
                .hasMessage(
                        "MountVolume.SetUp failed for volume \"v\" : configmap \"none\" not found");
        var nfs = with(volume().withNewNfs("/p", false, "s").build());
        assertThatThrownBy(() -> volumes.prepare(nfs, ADDRESSES))
                .hasMessageContaining("not supported by this node");
    }

    @Test
    void renewsATokenAtFourFifthsOfItsLife() throws Exception {
        var pod =
                with(
                        volume().withNewProjected()
                                .addNewSource()
                                .withServiceAccountToken(
                                        new ServiceAccountTokenProjectionBuilder()
                                                .withExpirationSeconds(1000L)
                                                .withPath("token")
                                                .build())
                                .endSource()
                                .endProjected()
                                .build());
        volumes.prepare(pod, ADDRESSES);
        now = now.plusSeconds(800);
        volumes.prepare(pod, ADDRESSES);
        assertThat(Files.readString(dir(pod).resolve("token"))).isEqualTo("t1");
        now = now.plusSeconds(1);
        volumes.prepare(pod, ADDRESSES);
        assertThat(Files.readString(dir(pod).resolve("token"))).isEqualTo("t2");
    }

    @Test
    void writesFieldsOfThePod() throws Exception {
        var pod =
                with(
                        volume().withNewDownwardAPI()
                                .addNewItem()
                                .withPath("labels")
                                .withNewFieldRef("v1", "metadata.labels")
                                .endItem()
                                .endDownwardAPI()
                                .build());
        volumes.prepare(pod, ADDRESSES);
        assertThat(Files.readString(dir(pod).resolve("labels"))).isEqualTo("app=\"x\"");
    }

    @Test
    void keepsWhatAnEmptyDirHoldsUntilThePodIsRemoved() throws Exception {
        var pod = with(volume().withNewEmptyDir().endEmptyDir().build());
        volumes.prepare(pod, ADDRESSES);
        Files.writeString(dir(pod).resolve("f"), "kept");
        volumes.prepare(pod, ADDRESSES);
        assertThat(dir(pod).resolve("f")).hasContent("kept");
        assertThat(volumes.owns(UID)).isTrue();
        assertThat(volumes.uids()).containsExactly(UID);
        volumes.remove(UID);
        assertThat(volumes.owns(UID)).isFalse();
    }

    @Test
    void checksTheTypeOfAHostPath() throws Exception {
        var file = Files.createFile(data.resolve("file"));
        var wrong = with(volume().withNewHostPath(file.toString(), "Directory").build());
        assertThatThrownBy(() -> volumes.prepare(wrong, ADDRESSES))
                .hasMessageContaining("hostPath type check failed");
        var made = data.resolve("made/here");
        volumes.prepare(
                with(volume().withNewHostPath(made.toString(), "DirectoryOrCreate").build()),
                ADDRESSES);
        assertThat(made).isDirectory();
    }

    @Test
    void mountsSubPathsInsideTheirVolumeOnly() {
        var pod = with(volume().withNewEmptyDir().endEmptyDir().build());
        volumes.prepare(pod, ADDRESSES);
        var files = new PodFiles(directories, Path.of("/etc"));
        var mounts = new ContainerMounts(volumes, directories, files);
        var spec = pod.getSpec().getContainers().getFirst();
        spec.getVolumeMounts()
                .add(
                        new VolumeMountBuilder()
                                .withName("v")
                                .withMountPath("/m")
                                .withSubPathExpr("$(NAME)")
                                .build());
        var container = PodContainer.mains(pod).getFirst();
        Mount mount = mounts.of(pod, container, 0, Map.of("NAME", "n")).getFirst();
        assertThat(mount.hostPath()).endsWith("/v/n");
        assertThat(mount.containerPath()).isEqualTo("/m");
        spec.getVolumeMounts().getFirst().setSubPathExpr("../../..");
        assertThatThrownBy(() -> mounts.of(pod, container, 0, Map.of()))
                .hasMessageContaining("leads out of its volume");
    }
}
