package dev.kaptan.api.engine.read;

import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * The kinds that users have added: none, and none can be. Their list is there because kubectl asks
 * for it before it says that a kind is unknown, and without it says that the list has failed.
 */
public final class CustomKinds {

    private CustomKinds() {}

    public static boolean areListed(RequestInfo info) {
        return info.verb().equals("list")
                && info.apiGroup().equals("apiextensions.k8s.io")
                && info.apiVersion().equals("v1")
                && info.resource().equals("customresourcedefinitions")
                && info.namespace().isEmpty();
    }

    /** As upstream lists them, but without a revision: nobody can watch from it. */
    public static ApiResponse none() {
        ObjectNode list = Json.object();
        list.put("kind", "CustomResourceDefinitionList");
        list.put("apiVersion", "apiextensions.k8s.io/v1");
        list.putObject("metadata");
        list.putArray("items");
        return Answers.tree(200, list, OutputFormat.JSON, List.of());
    }
}
