package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.Etcdctl;
import dev.kaptan.state.Etcdctl.Release;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What users of etcd's command-line client, which needs a leader to watch, see without one. */
@Timeout(60)
class EtcdctlWithoutLeaderIT {

    private LeaderlessNode member;

    @BeforeEach
    void start() throws IOException {
        member = LeaderlessNode.start();
    }

    @AfterEach
    void stop() {
        member.close();
    }

    @ParameterizedTest
    @EnumSource
    void aWatchEndsAndSaysWhy(Release release) throws Exception {
        release.require();
        var etcdctl = new Etcdctl(release, "--endpoints=127.0.0.1:" + member.node().port());
        var watch = etcdctl.command("watch", "--rev=2", "k").start();
        try (var lines = watch.inputReader(StandardCharsets.UTF_8)) {
            etcdctl.run("put", "k", "v");
            assertThat(lineWith(lines, "PUT")).isEqualTo("PUT");
            member.log().loseLeader();
            assertThat(lineWith(lines, "no leader"))
                    .isEqualTo("watch was canceled (etcdserver: no leader)");
        } finally {
            watch.destroyForcibly();
        }
        assertThat(etcdctl.run("watch", "k"))
                .isEqualTo(
                        """
                        watch was canceled (etcdserver: no leader)
                        Error: watch is canceled by the server
                        """);
    }

    /** The client's diary may stand between. */
    private static String lineWith(BufferedReader lines, String text) throws IOException {
        var line = lines.readLine();
        while (line != null && !(line.contains(text) && !line.startsWith("{"))) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }
}
