package dev.kaptan.proof.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Engine;
import dev.kaptan.proof.cluster.Ports;
import dev.kaptan.proof.nemesis.Fault;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A short run of {@code state-proof/run}, which is the long one. */
@Tag("robustness")
class RobustnessIT {

    private static final long SEED = Long.getLong("kaptan.proof.seed", 2026);
    private static final Load LOAD = Load.usual().lasting(Duration.ofSeconds(15));

    private static final Set<Fault> OF_ONE_MEMBER =
            EnumSet.of(Fault.KILL, Fault.PAUSE, Fault.CUT_CLIENTS, Fault.RESET_CONNECTIONS);

    private static final Set<Fault> OF_SEVERAL =
            EnumSet.of(
                    Fault.KILL,
                    Fault.PAUSE,
                    Fault.ISOLATE,
                    Fault.DEAFEN,
                    Fault.SILENCE,
                    Fault.MOVE_LEADER,
                    Fault.RELOCATE,
                    Fault.COMPACT);

    @TempDir Path directory;

    @Test
    void oneMemberKeepsItsGuaranteesWhileItIsKilledAndPaused() throws Exception {
        var engine = new Engine.Kaptan(System.getProperty("java.class.path"), Map.of());
        prove(engine, 1, OF_ONE_MEMBER);
    }

    @Test
    void threeMembersKeepTheirGuaranteesWhileTheyAreKilledPausedAndCutOff() throws Exception {
        var engine = new Engine.Kaptan(System.getProperty("java.class.path"), Map.of());
        prove(engine, 3, OF_SEVERAL);
    }

    /** What etcd does is right: if this fails, the proof is wrong. */
    @Test
    void threeMembersOfEtcdPassAsAControl() throws Exception {
        var etcd = Engine.Etcd.INSTALLED;
        assumeTrue(Files.isExecutable(etcd), "no etcd 3.5; tools/install-test-tools puts it there");
        prove(new Engine.Etcd(etcd), 3, OF_SEVERAL);
    }

    private void prove(Engine engine, int members, Set<Fault> faults) throws Exception {
        System.out.println("seed " + SEED + " (-Dkaptan.proof.seed)");
        // What a violation is examined with must outlive the test's own directory.
        var histories = Files.createDirectories(Path.of("target", "histories").toAbsolutePath());
        try (var cluster = new Cluster(engine, members, directory, Ports.anyFree())) {
            var proof = new Proof(cluster, LOAD, faults, SEED, histories, System.out::println);
            assertThat(proof.round()).isEmpty();
        }
    }
}
