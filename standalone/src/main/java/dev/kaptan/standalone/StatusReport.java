package dev.kaptan.standalone;

import dev.kaptan.state.client.StoreClient;
import dev.kaptan.state.client.StoreReport;
import dev.kaptan.state.client.StoreReport.MemberReport;
import dev.kaptan.state.client.StoreUnreachableException;

import io.fabric8.kubernetes.client.KubernetesClientException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a running cluster is.
 *
 * @param api where the API listens
 * @param apiState {@code ok}, or why it does not answer
 * @param storeProblem why no member of the store answers; empty if one does
 */
record StatusReport(
        String api,
        String apiState,
        List<Readiness.NodeReport> nodes,
        List<MemberReport> members,
        String storeProblem) {

    private static final String OK = "ok";

    static StatusReport of(Path dataDirectory) throws IOException {
        try (var client = StoreClient.of(new StoreFile(dataDirectory).read())) {
            return withApi(dataDirectory, StoreReport.of(client).members(), "");
        } catch (StoreUnreachableException e) {
            return withApi(dataDirectory, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static StatusReport withApi(
            Path dataDirectory, List<MemberReport> members, String storeProblem) {
        try (var client = ApiAccess.client(dataDirectory.resolve("kubeconfig"))) {
            var url = client.getMasterUrl().toString();
            try {
                var state = client.raw("/readyz");
                var nodes = Readiness.of(client.nodes().list().getItems()).nodes();
                return new StatusReport(url, state, nodes, members, storeProblem);
            } catch (KubernetesClientException e) {
                var state = "does not answer: " + e.getMessage();
                return new StatusReport(url, state, List.of(), members, storeProblem);
            }
        }
    }

    /** A node that is not ready is the node's trouble; the cluster answers. */
    boolean healthy() {
        return apiState.equals(OK) && storeProblem.isEmpty() && new StoreReport(members).healthy();
    }

    String table() {
        var lines = new ArrayList<String>();
        lines.add("API     " + api + " " + apiState);
        for (var node : nodes) {
            lines.add(
                    node.ready()
                            ? "node    " + node.name() + " Ready"
                            : "node    " + node.name() + " NotReady: " + node.reason());
        }
        if (!storeProblem.isEmpty()) {
            lines.add("store   " + storeProblem);
        }
        if (!members.isEmpty()) {
            lines.add("");
            lines.add(MemberTable.of(members));
        }
        return String.join("\n", lines);
    }
}
