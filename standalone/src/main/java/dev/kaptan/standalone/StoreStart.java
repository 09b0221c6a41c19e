package dev.kaptan.standalone;

import dev.kaptan.state.StateApplication;
import dev.kaptan.state.node.StateNode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Decides how the members of the store start: as they were, as new ones, or one grown to more. */
final class StoreStart {

    private static final Logger LOG = LoggerFactory.getLogger(StoreStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClusterOptions options;
    private final ServiceArguments arguments;
    private final StoreSize size;

    StoreStart(ClusterOptions options, ServiceArguments arguments) {
        this.options = options;
        this.arguments = arguments;
        this.size = new StoreSize(options.dataDirectory());
    }

    /** The members that it shall have. */
    List<StoreMember> members() {
        return options.storeMembers();
    }

    /**
     * Whether the store has to grow first. How many members a new one has is recorded here, before
     * any of them starts.
     *
     * @throws StartFailure if it has another number of members than it shall have, and not one
     *     alone that can grow; or if several would not find each other
     */
    boolean grows() {
        int recorded = size.recorded();
        if (recorded == 0) {
            size.record(options.stateMembers(), options.port());
            return false;
        }
        if (recorded == 1 && options.stateMembers() > 1) {
            return true;
        }
        if (recorded != options.stateMembers()) {
            throw new StartFailure(
                    "the store in "
                            + options.dataDirectory()
                            + " has "
                            + recorded
                            + " members: start it with --state-members "
                            + recorded,
                    null);
        }
        if (recorded > 1) {
            requireSamePorts(recorded);
        }
        return false;
    }

    /** As with etcd: where members are is known to the members, not only to their settings. */
    private void requireSamePorts(int members) {
        int recorded = size.recordedPort();
        if (recorded == 0) {
            size.record(members, options.port());
        } else if (recorded != options.port()) {
            throw new StartFailure(
                    "the members of the store in "
                            + options.dataDirectory()
                            + " find each other at ports that follow from --port "
                            + recorded
                            + ": start it with that, or back it up, restore the backup (which"
                            + " begins a new store) and start that with --port "
                            + options.port(),
                    null);
        }
    }

    ConfigurableApplicationContext start(StoreMember member) {
        return StateApplication.start(arguments.state(member, members(), false));
    }

    /**
     * Starts the single member and adds one after the other, as one would by hand; what has started
     * is handed to {@code running} at once.
     */
    void grow(Consumer<ConfigurableApplicationContext> running) {
        var members = members();
        LOG.info(
                "the store in {} grows from one member to {}",
                options.dataDirectory(),
                members.size());
        var first = StateApplication.start(arguments.state(members.getFirst(), List.of(), false));
        running.accept(first);
        var store = first.getBean(StateNode.class).store();
        var growth =
                new StoreGrowth(store::status, url -> store.membership().add(url, false), PATIENCE);
        growth.awaitKnown(members.getFirst());
        for (int i = 1; i < members.size(); i++) {
            var member = members.get(i);
            growth.add(member);
            running.accept(
                    StateApplication.start(
                            arguments.state(member, members.subList(0, i + 1), true)));
            growth.awaitVoters(i + 1);
        }
        size.record(members.size(), options.port());
    }
}
