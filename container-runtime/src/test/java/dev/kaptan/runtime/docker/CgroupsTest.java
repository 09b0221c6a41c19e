package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.runtime.ContainerUsage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

class CgroupsTest {

    private static final String ID = "c0ffee";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir Path directory;

    @Test
    void readsTheFirstVersion() throws IOException {
        write("proc/7/cgroup", "5:memory:/docker/" + ID + "\n4:cpu,cpuacct:/docker/" + ID + "\n");
        write("cgroup/memory/docker/" + ID + "/memory.usage_in_bytes", "1000\n");
        write(
                "cgroup/memory/docker/" + ID + "/memory.stat",
                "inactive_file 1\ntotal_inactive_file 300\ntotal_rss 200\n");
        write("cgroup/cpuacct/docker/" + ID + "/cpuacct.usage", "5000\n");
        assertThat(usage()).isEqualTo(new ContainerUsage(NOW, 5000, 700, 200));
    }

    @Test
    void readsTheSecondVersion() throws IOException {
        write("proc/7/cgroup", "0::/system.slice/docker-" + ID + ".scope\n");
        write("cgroup/cgroup.controllers", "cpu memory\n");
        String group = "cgroup/system.slice/docker-" + ID + ".scope/";
        write(group + "memory.current", "1000\n");
        write(group + "memory.stat", "anon 250\ninactive_file 400\n");
        write(group + "cpu.stat", "usage_usec 12\nuser_usec 7\n");
        assertThat(usage()).isEqualTo(new ContainerUsage(NOW, 12_000, 600, 250));
    }

    @Test
    void doesNotTakeAnotherProcessForTheContainers() throws IOException {
        write("proc/7/cgroup", "0::/user.slice\n");
        assertThat(usage()).isNull();
    }

    @Test
    void saysNothingWhereTheFilesAreMissing() throws IOException {
        assertThat(usage()).isNull();
        write("proc/7/cgroup", "5:memory:/docker/" + ID + "\n4:cpu,cpuacct:/docker/" + ID + "\n");
        assertThat(usage()).isNull();
    }

    private ContainerUsage usage() {
        var cgroups = new Cgroups(directory.resolve("proc"), directory.resolve("cgroup"));
        return cgroups.usage(7, ID, NOW);
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
