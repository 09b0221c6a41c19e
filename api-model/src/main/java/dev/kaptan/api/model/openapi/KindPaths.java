package dev.kaptan.api.model.openapi;

import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.Subresource;
import dev.kaptan.api.model.openapi.Operation.Gvk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The paths of one kind. */
final class KindPaths {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    private final Kind kind;
    private final Function<Gvk, String> definitions;
    private final String group;
    private final String tag;
    private final String base;
    private final Gvk own;

    /**
     * @param definitions the definition of a kind; empty where none is known
     */
    KindPaths(Kind kind, Function<Gvk, String> definitions) {
        this.kind = kind;
        this.definitions = definitions;
        String camel = GroupNames.camel(kind.group());
        this.group = capital(camel) + capital(kind.version());
        this.tag = camel + "_" + kind.version();
        this.base = GroupNames.path(kind.group(), kind.version());
        this.own = new Gvk(kind.group(), kind.version(), kind.kind());
    }

    List<PathItem> all() {
        var items = new ArrayList<PathItem>();
        String scope = kind.namespaced() ? "Namespaced" : "";
        String collection =
                kind.namespaced()
                        ? base + "/namespaces/{namespace}/" + kind.plural()
                        : base + "/" + kind.plural();
        items.add(new PathItem(collection, common(false), collectionOperations(scope)));
        if (kind.namespaced() && kind.has("list")) {
            items.add(
                    new PathItem(
                            base + "/" + kind.plural(),
                            Parameter.COMMON,
                            List.of(list(group + kind.kind() + "ForAllNamespaces"))));
        }
        items.add(new PathItem(collection + "/{name}", common(true), itemOperations(scope)));
        for (Subresource subresource : kind.subresources()) {
            items.add(
                    new PathItem(
                            collection + "/{name}/" + subresource.name(),
                            common(true),
                            subresourceOperations(scope, subresource)));
        }
        items.removeIf(item -> item.operations().isEmpty());
        return items;
    }

    private List<Parameter> common(boolean named) {
        var parameters = new ArrayList<Parameter>();
        if (named) {
            parameters.add(Parameter.NAME);
        }
        if (kind.namespaced()) {
            parameters.add(Parameter.NAMESPACE);
        }
        parameters.addAll(Parameter.COMMON);
        return parameters;
    }

    private List<Operation> collectionOperations(String scope) {
        var operations = new ArrayList<Operation>();
        if (kind.has("list")) {
            operations.add(list(group + scope + kind.kind()));
        }
        if (kind.has("create")) {
            operations.add(write("post", "create" + group + scope + kind.kind(), "create a"));
        }
        if (kind.has("deletecollection")) {
            operations.add(
                    operation(
                            "delete",
                            "delete" + group + "Collection" + scope + kind.kind(),
                            "deletecollection",
                            "delete collection of " + kind.kind(),
                            joined(Parameter.DELETE, Parameter.LIST),
                            META + "DeleteOptions",
                            META + "Status"));
        }
        return operations;
    }

    private List<Operation> itemOperations(String scope) {
        var operations = new ArrayList<Operation>();
        String name = group + scope + kind.kind();
        if (kind.has("get")) {
            operations.add(read(name, kind.definition(), own));
        }
        if (kind.has("update")) {
            operations.add(write("put", "replace" + name, "replace the specified"));
        }
        if (kind.has("patch")) {
            operations.add(patch(name, kind.definition(), own));
        }
        if (kind.has("delete")) {
            operations.add(
                    operation(
                            "delete",
                            "delete" + name,
                            "delete",
                            "delete a " + kind.kind(),
                            Parameter.DELETE,
                            META + "DeleteOptions",
                            kind.showsDeleted() ? kind.definition() : META + "Status"));
        }
        return operations;
    }

    private Operation list(String name) {
        return operation(
                "get",
                "list" + name,
                "list",
                "list or watch objects of kind " + kind.kind(),
                Parameter.LIST,
                "",
                kind.definition() + "List");
    }

    private Operation write(String method, String id, String verb) {
        return operation(
                method,
                id,
                method,
                verb + " " + kind.kind(),
                Parameter.WRITE,
                kind.definition(),
                kind.definition());
    }

    private Operation read(String name, String definition, Gvk about) {
        return new Operation(
                "get",
                "read" + name,
                "get",
                tag,
                "read the specified " + about.kind(),
                List.of(),
                "",
                definition,
                about);
    }

    private Operation patch(String name, String definition, Gvk about) {
        return new Operation(
                "patch",
                "patch" + name,
                "patch",
                tag,
                "partially update the specified " + about.kind(),
                Parameter.PATCH,
                META + "Patch",
                definition,
                about);
    }

    private Operation operation(
            String method,
            String id,
            String action,
            String description,
            List<Parameter> parameters,
            String request,
            String response) {
        return new Operation(
                method, id, action, tag, description, parameters, request, response, own);
    }

    private List<Operation> subresourceOperations(String scope, Subresource subresource) {
        var about = new Gvk(subresource.group(), subresource.version(), subresource.kind());
        String name = group + scope + kind.kind() + capital(subresource.name());
        String definition = definitions.apply(about);
        if (definition.isEmpty() || subresource.name().equals("log")) {
            return streams(name, subresource, about);
        }
        var operations = new ArrayList<Operation>();
        for (String verb : subresource.verbs()) {
            operations.add(
                    switch (verb) {
                        case "get" -> read(name, definition, about);
                        case "patch" -> patch(name, definition, about);
                        default ->
                                new Operation(
                                        verb.equals("create") ? "post" : "put",
                                        (verb.equals("create") ? "create" : "replace") + name,
                                        verb.equals("create") ? "post" : "put",
                                        tag,
                                        verb + " " + subresource.name() + " of a " + kind.kind(),
                                        Parameter.WRITE,
                                        definition,
                                        definition,
                                        about);
                    });
        }
        return operations;
    }

    private List<Operation> streams(String name, Subresource subresource, Gvk about) {
        boolean log = subresource.name().equals("log");
        var parameters =
                switch (subresource.name()) {
                    case "log" -> Parameter.LOG;
                    case "exec", "attach" -> Parameter.EXEC;
                    default -> List.<Parameter>of();
                };
        String rest = name.substring(group.length());
        return subresource.verbs().stream()
                .map(verb ->
                        new Operation(
                                method(verb),
                                log
                                        ? "read" + name
                                        : "connect" + group + capital(method(verb)) + rest,
                                log ? "get" : "connect",
                                tag,
                                subresource.name() + " of the specified " + kind.kind(),
                                parameters,
                                "",
                                "",
                                about))
                .toList();
    }

    private static String method(String verb) {
        return switch (verb) {
            case "create" -> "post";
            case "update" -> "put";
            default -> verb;
        };
    }

    private static List<Parameter> joined(List<Parameter> some, List<Parameter> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
