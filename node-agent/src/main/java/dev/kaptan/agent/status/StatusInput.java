package dev.kaptan.agent.status;

import dev.kaptan.agent.plan.PodPlan;
import dev.kaptan.agent.plan.PodView;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What a Pod's status is made of.
 *
 * @param held containers that wait for their back-off
 * @param messages termination messages by container id
 * @param hostIp address of the node
 */
public record StatusInput(
        PodView view, List<PodPlan.Held> held, Map<String, String> messages, String hostIp) {

    public StatusInput {
        held = List.copyOf(held);
        messages = Map.copyOf(messages);
    }

    PodPlan.@Nullable Held held(String container) {
        return held.stream().filter(h -> h.container().equals(container)).findFirst().orElse(null);
    }
}
