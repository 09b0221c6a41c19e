package dev.kaptan.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.runtime.ContainerState.Cause;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.address.Cidr;
import dev.kaptan.runtime.address.Ipv4;

import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the node agent relies on, whichever runtime it has. */
public abstract class ContainerRuntimeContract {

    private static final String UNKNOWN = "f".repeat(64);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    protected ContainerRuntime runtime;
    private final PodIdentity pod = Specs.pod("web");

    /** A runtime without sandboxes that has the image of {@link Specs#BUSYBOX} but no range yet. */
    protected abstract ContainerRuntime open() throws Exception;

    /** Removes what is left of it. */
    protected abstract void discard(ContainerRuntime runtime) throws Exception;

    /** A range for {@link ContainerRuntime#updatePodCidr}. */
    protected abstract String podCidr();

    @BeforeEach
    final void openRuntime() throws Exception {
        runtime = open();
    }

    @AfterEach
    final void discardRuntime() throws Exception {
        if (runtime != null) {
            discard(runtime);
        }
    }

    @Test
    void describesItself() {
        RuntimeInfo info = runtime.info();
        assertThat(info.cpus()).isPositive();
        assertThat(info.architecture()).isIn("amd64", "arm64", "arm", "386");
    }

    @Test
    void refusesASandboxBeforeTheNodeHasARange() {
        assertFails(Kind.NETWORK, () -> runtime.runSandbox(SandboxSpec.plain(pod, 0)));
        assertThat(runtime.sandboxes()).isEmpty();
    }

    @Test
    void refusesARangeThatIsNone() {
        assertFails(Kind.NETWORK, () -> runtime.updatePodCidr("10.244.0.0"));
        assertFails(Kind.NETWORK, () -> runtime.updatePodCidr("10.244.0.7/24"));
    }

    @Test
    void runsASandboxWithAnAddressOfTheNodesRange() {
        String id = sandbox();
        assertThat(runtime.sandboxes())
                .singleElement()
                .satisfies(sandbox -> {
                    assertThat(sandbox.id()).isEqualTo(id);
                    assertThat(sandbox.pod()).isEqualTo(pod);
                    assertThat(sandbox.running()).isTrue();
                    assertThat(Cidr.parse(podCidr()).contains(Ipv4.parse(sandbox.ip()))).isTrue();
                });
    }

    @Test
    void givesNoAddressToTwoSandboxes() {
        runtime.updatePodCidr(podCidr());
        for (int i = 0; i < 4; i++) {
            runtime.runSandbox(SandboxSpec.plain(Specs.pod("web-" + i), 0));
        }
        assertThat(runtime.sandboxes()).extracting(Sandbox::ip).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void givesASandboxOnTheHostsNetworkNoAddress() {
        var spec =
                new SandboxSpec(
                        pod,
                        2,
                        null,
                        true,
                        false,
                        false,
                        false,
                        List.of(),
                        null,
                        Map.of(),
                        Map.of("colour", "red"));
        runtime.runSandbox(spec);
        assertThat(runtime.sandboxes())
                .singleElement()
                .satisfies(sandbox -> {
                    assertThat(sandbox.ip()).isNull();
                    assertThat(sandbox.attempt()).isEqualTo(2);
                    assertThat(sandbox.labels()).containsExactly(Map.entry("colour", "red"));
                });
    }

    @Test
    void stopsAndRemovesASandboxAsOftenAsAsked() {
        String id = sandbox();
        runtime.stopSandbox(id);
        runtime.stopSandbox(id);
        assertThat(runtime.sandboxes())
                .singleElement()
                .satisfies(sandbox -> {
                    assertThat(sandbox.running()).isFalse();
                    assertThat(sandbox.ip()).isNull();
                });
        runtime.removeSandbox(id);
        runtime.removeSandbox(id);
        runtime.stopSandbox(id);
        assertThat(runtime.sandboxes()).isEmpty();
    }

    @Test
    void takesAContainerThroughItsLife() throws InterruptedException {
        String id = create(Programs.EXITS_WITH_3);
        assertThat(state(id)).isEqualTo(new ContainerState.Created());
        runtime.startContainer(id);
        var exited = awaitExit(id);
        assertThat(exited.exitCode()).isEqualTo(3);
        assertThat(exited.cause()).isEqualTo(Cause.ENDED);
        assertThat(exited.signal()).isNull();
        assertThat(exited.finishedAt()).isAfterOrEqualTo(exited.startedAt());
        runtime.removeContainer(id);
        assertThat(runtime.container(id)).isNull();
        assertThat(runtime.containers()).isEmpty();
    }

    @Test
    void tellsWhatAContainerWasMadeOf() {
        String sandbox = sandbox();
        var spec = Specs.container(pod, "side", 4, busybox(), Programs.FOREVER);
        String id = runtime.createContainer(sandbox, spec);
        assertThat(runtime.containers())
                .singleElement()
                .satisfies(container -> {
                    assertThat(container).isEqualTo(runtime.container(id));
                    assertThat(container.sandboxId()).isEqualTo(sandbox);
                    assertThat(container.pod()).isEqualTo(pod);
                    assertThat(container.name()).isEqualTo("side");
                    assertThat(container.attempt()).isEqualTo(4);
                    assertThat(container.imageId()).isEqualTo(busybox().id());
                    assertThat(container.imageReference()).isEqualTo(Specs.BUSYBOX);
                    assertThat(container.labels()).containsExactly(Map.entry("restarts", "4"));
                });
    }

    @Test
    void stopsAContainerThatHeedsTheSignalWithoutKillingIt() throws InterruptedException {
        String id = running(Programs.GREETS_THEN_WAITS);
        awaitLog(id, "hello");
        runtime.stopContainer(id, Duration.ofSeconds(20));
        assertThat(awaitExit(id).exitCode()).isZero();
        runtime.stopContainer(id, Duration.ofSeconds(20));
    }

    @Test
    void killsAContainerThatDoesNotHeedTheSignal() throws InterruptedException {
        String id = running(Programs.STUBBORN);
        runtime.stopContainer(id, Duration.ofSeconds(1));
        var exited = awaitExit(id);
        assertThat(exited.exitCode()).isEqualTo(137);
        assertThat(exited.signal()).isEqualTo(9);
    }

    @Test
    void saysWhyAContainerCannotBeStarted() throws InterruptedException {
        String id = create(Programs.MISSING);
        assertThatThrownBy(() -> runtime.startContainer(id))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(Kind.START);
                            assertThat(failure).hasMessageContaining("/no/such/program");
                        });
        var exited = awaitExit(id);
        assertThat(exited.cause()).isEqualTo(Cause.START_FAILED);
        assertThat(exited.message()).contains("/no/such/program");
        assertThat(exited.exitCode()).isNotZero();
    }

    @Test
    void refusesAContainerOfAnImageThatIsNotThere() {
        String sandbox = sandbox();
        var missing = new Image("sha256:" + "0".repeat(64), List.of(), List.of(), 0, null, null);
        assertFails(
                Kind.IMAGE_NOT_FOUND,
                () ->
                        runtime.createContainer(
                                sandbox, Specs.container(pod, missing, Programs.FOREVER)));
    }

    @Test
    void knowsNothingOfUnknownIds() {
        var spec = Specs.container(pod, busybox(), Programs.FOREVER);
        assertThat(runtime.container(UNKNOWN)).isNull();
        assertThat(runtime.usage(UNKNOWN)).isNull();
        assertFails(Kind.NOT_FOUND, () -> runtime.createContainer(UNKNOWN, spec));
        assertFails(Kind.NOT_FOUND, () -> runtime.startContainer(UNKNOWN));
        assertFails(Kind.NOT_FOUND, () -> runtime.exec(UNKNOWN, List.of("true"), PATIENCE));
        assertFails(
                Kind.NOT_FOUND,
                () -> runtime.readLogs(UNKNOWN, LogOptions.all(), new CollectedLog()));
        runtime.stopContainer(UNKNOWN, Duration.ZERO);
        runtime.removeContainer(UNKNOWN);
    }

    @Test
    void findsImagesByReferenceAndId() {
        assertThat(busybox().tags()).contains(Specs.BUSYBOX);
        assertThat(runtime.image(busybox().id())).isNotNull();
        assertThat(runtime.images()).extracting(Image::id).contains(busybox().id());
        assertThat(runtime.image("kaptan.dev/never-made:1")).isNull();
    }

    @Test
    void refusesWhatIsNoImageReference() {
        assertFails(Kind.INVALID_IMAGE_NAME, () -> runtime.pullImage(" busybox", null));
    }

    @Test
    void tellsWhatACommandWroteAndHowItEnded() {
        String id = running(Programs.FOREVER);
        ExecResult result =
                runtime.exec(id, List.of("sh", "-c", "echo out; echo err >&2; exit 7"), PATIENCE);
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(new String(result.stdout(), StandardCharsets.UTF_8)).isEqualTo("out\n");
        assertThat(new String(result.stderr(), StandardCharsets.UTF_8)).isEqualTo("err\n");
    }

    @Test
    void runsNoCommandInAContainerThatHasEnded() throws InterruptedException {
        String id = running(Programs.EXITS_WITH_3);
        awaitExit(id);
        assertFails(Kind.EXEC, () -> runtime.exec(id, List.of("true"), PATIENCE));
    }

    @Test
    void passesTheEndOfStdinToACommandAndItsOutputBack() throws Exception {
        String id = running(Programs.FOREVER);
        var options = new StreamOptions(true, true, true, false);
        try (StreamSession session = runtime.openExec(id, List.of("cat"), options)) {
            session.stdin().write("there and back".getBytes(StandardCharsets.UTF_8));
            session.closeStdin();
            session.closeStdin();
            assertThat(session.stdout().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("there and back");
            assertThat(session.stderr().readAllBytes()).isEmpty();
            assertThat(session.awaitExit()).isZero();
        }
    }

    @Test
    void readsTheLogOfAContainerThatHasEnded() throws InterruptedException {
        String id = running(Programs.COUNTS_TO_THREE);
        awaitExit(id);
        assertThat(log(id, LogOptions.all())).isEqualTo("one\ntwo\nthree\n");
        assertThat(log(id, new LogOptions(false, false, null, 2L, null))).isEqualTo("two\nthree\n");
        assertThat(log(id, new LogOptions(false, false, null, 0L, null))).isEmpty();
        assertThat(log(id, new LogOptions(false, false, null, null, 5L))).isEqualTo("one\nt");
        assertThat(log(id, LogOptions.following())).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void putsTimesBeforeTheLinesOfALog() throws InterruptedException {
        String id = running(Programs.COUNTS_TO_THREE);
        awaitExit(id);
        List<String> lines =
                log(id, new LogOptions(false, true, null, null, null)).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines).allSatisfy(line -> Instant.parse(line.split(" ", 2)[0]));
        assertThat(lines.get(2)).endsWith(" three");
    }

    @Test
    void leavesOutWhatIsOlderThanAsked() throws InterruptedException {
        String id = running(Programs.COUNTS_TO_THREE);
        Instant end = awaitExit(id).finishedAt();
        awaitLog(id, "three");
        // An engine notes when it reads a line, which may be after the end of who wrote it.
        Instant later = Instant.now().plusMillis(1);
        assertThat(log(id, new LogOptions(false, false, later, null, null))).isEmpty();
        Instant earlier = end.minusSeconds(60);
        assertThat(log(id, new LogOptions(false, false, earlier, null, null))).hasSize(14);
    }

    @Test
    void followsALogUntilTheContainerEnds() throws Exception {
        String id = running(Programs.GREETS_THEN_WAITS);
        var log = new CollectedLog();
        var follower = new Follower(runtime, id, log);
        Eventually.within(PATIENCE, "first line", () -> log.stdout().equals("hello\n"));
        assertThat(follower.isDone()).isFalse();
        runtime.stopContainer(id, Duration.ofSeconds(10));
        follower.awaitEnd(PATIENCE);
    }

    @Test
    void stopsReadingALogThatNobodyReads() throws InterruptedException {
        String id = running(Programs.GREETS_THEN_WAITS);
        awaitLog(id, "hello");
        runtime.readLogs(
                id,
                LogOptions.following(),
                (bytes, stream) -> {
                    throw new IOException("the client has gone");
                });
        assertThat(runtime.container(id)).isNotNull();
    }

    @Test
    void tellsUsageOfWhatRunsOnly() throws InterruptedException {
        String id = running(Programs.FOREVER);
        Eventually.within(PATIENCE, "usage", () -> runtime.usage(id) != null);
        assertThat(runtime.usage(id).memoryWorkingSetBytes()).isPositive();
        runtime.stopContainer(id, Duration.ZERO);
        assertThat(runtime.usage(id)).isNull();
    }

    @Test
    void hintsAtWhatChangesUntilClosed() throws InterruptedException {
        Set<String> hints = ConcurrentHashMap.newKeySet();
        Subscription subscription = runtime.onChange(hints::add);
        Eventually.within(PATIENCE, "hint to look at everything", () -> hints.contains(""));
        String id = running(Programs.EXITS_WITH_3);
        Eventually.within(PATIENCE, "hint at the container", () -> hints.contains(id));
        subscription.close();
        hints.clear();
        runtime.removeContainer(id);
        Thread.sleep(100);
        assertThat(hints).isEmpty();
    }

    protected final String sandbox() {
        runtime.updatePodCidr(podCidr());
        return runtime.runSandbox(SandboxSpec.plain(pod, 0));
    }

    private Image busybox() {
        Image image = runtime.image(Specs.BUSYBOX);
        assertThat(image).as(Specs.BUSYBOX).isNotNull();
        return image;
    }

    private String create(List<String> command) {
        return runtime.createContainer(sandbox(), Specs.container(pod, busybox(), command));
    }

    private String running(List<String> command) {
        String id = create(command);
        runtime.startContainer(id);
        return id;
    }

    private ContainerState state(String id) {
        Container container = runtime.container(id);
        assertThat(container).as(id).isNotNull();
        return container.state();
    }

    private ContainerState.Exited awaitExit(String id) throws InterruptedException {
        Eventually.within(PATIENCE, "end", () -> state(id) instanceof ContainerState.Exited);
        return (ContainerState.Exited) state(id);
    }

    private void awaitLog(String id, String text) throws InterruptedException {
        Eventually.within(PATIENCE, text, () -> logUnchecked(id).contains(text));
    }

    private String logUnchecked(String id) {
        try {
            return log(id, LogOptions.all());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String log(String id, LogOptions options) throws InterruptedException {
        var log = new CollectedLog();
        runtime.readLogs(id, options, log);
        return log.stdout();
    }

    protected static void assertFails(Kind kind, ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure ->
                                assertThat(failure.kind())
                                        .as(failure.getMessage())
                                        .isEqualTo(kind));
    }
}
