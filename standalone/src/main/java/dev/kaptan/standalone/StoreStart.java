package dev.kaptan.standalone;

import dev.kaptan.state.StateApplication;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.node.StateNode;

import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Decides how the members of the store start: as they were, as new ones, or one grown to more. */
final class StoreStart {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClusterOptions options;
    private final ServiceArguments arguments;
    private final StoreSize size;

    StoreStart(ClusterOptions options, ServiceArguments arguments) {
        this.options = options;
        this.arguments = arguments;
        this.size = new StoreSize(options.dataDirectory());
    }

    /**
     * Whether the store has to grow first.
     *
     * @throws StartFailure if it has more members than it shall have
     */
    boolean grows() {
        int recorded = size.recorded();
        if (recorded == 1 && options.stateMembers() > 1) {
            return true;
        }
        if (recorded != 0 && recorded != options.stateMembers()) {
            throw new StartFailure(
                    "the store in "
                            + options.dataDirectory()
                            + " has "
                            + recorded
                            + " members: start it with --state-members "
                            + recorded,
                    null);
        }
        size.record(options.stateMembers());
        return false;
    }

    ConfigurableApplicationContext start(StoreMember member) {
        return StateApplication.start(arguments.state(member, options.storeMembers(), false));
    }

    /**
     * Starts the single member and adds one after the other, as one would by hand; what has started
     * is put into {@code running} at once.
     */
    void grow(Collection<ConfigurableApplicationContext> running) {
        var members = options.storeMembers();
        var first = StateApplication.start(arguments.state(members.getFirst(), List.of(), false));
        running.add(first);
        var node = first.getBean(StateNode.class);
        await(
                "the first member tells its address",
                () ->
                        node.store().status().members().stream()
                                .anyMatch(each ->
                                        each.peerUrl().equals(members.getFirst().peerUrl())));
        for (int i = 1; i < members.size(); i++) {
            var member = members.get(i);
            add(node, member);
            running.add(
                    StateApplication.start(
                            arguments.state(member, members.subList(0, i + 1), true)));
            int voters = i + 1;
            await(member.name() + " has caught up", () -> votersOf(node) == voters);
        }
        size.record(members.size());
    }

    private static void add(StateNode node, StoreMember member) {
        var known = node.store().status().members();
        if (known.stream().noneMatch(each -> each.peerUrl().equals(member.peerUrl()))) {
            await(
                    "a change of members is possible",
                    () -> {
                        try {
                            node.store().membership().add(member.peerUrl(), false);
                            return true;
                        } catch (MembershipException busy) {
                            return false;
                        }
                    });
        }
    }

    private static long votersOf(StateNode node) {
        return node.store().status().members().stream()
                .filter(each -> each.name() != null && !each.learner())
                .map(LogStatus.Member::id)
                .count();
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new StartFailure(
                        "the store did not grow: in vain waited until " + what, null);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartFailure("interrupted while starting", e);
            }
        }
    }
}
