package dev.kaptan.api.model.generator;

import io.swagger.annotations.ApiModel;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Walks from the declared kinds through everything they refer to and writes definitions. */
final class DefinitionCompiler {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1";

    private record Task(Class<?> model, String name) {}

    private final Declarations declarations;
    private final DefinitionNames names;
    private final Deque<Task> tasks = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    DefinitionCompiler(Declarations declarations) {
        this.declarations = declarations;
        this.names =
                new DefinitionNames(
                        declarations.types().keySet(), List.of(META, "io.k8s.api.core.v1"));
    }

    Map<String, ObjectNode> compile() {
        declarations.kinds().forEach(this::addRoots);
        while (!tasks.isEmpty()) {
            Task task = tasks.removeFirst();
            definitions.put(task.name(), definition(task));
        }
        declarations.types().forEach(this::addWritten);
        addGroupVersionKinds();
        return definitions;
    }

    private void addRoots(ObjectNode kind) {
        String goPackage = declarations.goPackage(kind);
        String name = kind.path("kind").asString();
        String model = kind.path("model").asString(modelName(kind, name));
        root(model, goPackage + "." + name);
        if (kind.path("verbs").isMissingNode() || contains(kind, "list")) {
            root(model + "List", goPackage + "." + name + "List");
        }
    }

    private static boolean contains(ObjectNode kind, String verb) {
        return kind.path("verbs").valueStream().anyMatch(v -> v.asString().equals(verb));
    }

    private static String modelName(ObjectNode kind, String name) {
        String version = kind.path("version").asString();
        return Character.toUpperCase(version.charAt(0)) + version.substring(1) + name;
    }

    private void root(String model, String name) {
        Class<?> type = DefinitionNames.model(model);
        names.assign(type, name);
        enqueue(type, name);
    }

    private void enqueue(Class<?> model, String name) {
        if (seen.add(name)) {
            tasks.addLast(new Task(model, name));
        }
    }

    private ObjectNode definition(Task task) {
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        ApiModel description = task.model().getAnnotation(ApiModel.class);
        if (description != null) {
            definition.put("description", description.description());
        }
        var shape = new ModelShape(type -> refer(type, task.name()));
        Map<String, ObjectNode> properties = shape.properties(task.model());
        if (!properties.isEmpty()) {
            ObjectNode json = definition.putObject("properties");
            properties.forEach(json::set);
        }
        List<String> required = ModelShape.required(task.model());
        if (!required.isEmpty()) {
            required.forEach(definition.putArray("required")::add);
        }
        definition.put("type", "object");
        TypeOverlay.apply(definition, task.name(), overlay(task.name()), declarations.types());
        return definition;
    }

    private @Nullable ObjectNode overlay(String name) {
        return declarations.types().get(name);
    }

    private String refer(Class<?> model, String from) {
        String name = names.of(model, DefinitionNames.goPackage(from));
        enqueue(model, name);
        return name;
    }

    /** Types that the model has no class for are written out in the declarations. */
    private void addWritten(String name, ObjectNode type) {
        if (type.has("schema") && !definitions.containsKey(name)) {
            definitions.put(name, (ObjectNode) type.get("schema"));
        }
    }

    private void addGroupVersionKinds() {
        var byName = new LinkedHashMap<String, ObjectNode>();
        for (ObjectNode kind : declarations.kinds()) {
            String name = declarations.goPackage(kind) + "." + kind.path("kind").asString();
            byName.put(name, kind);
            byName.put(name + "List", kind);
        }
        byName.forEach((name, kind) -> {
            ObjectNode definition = definitions.get(name);
            if (definition != null) {
                definition
                        .putArray("x-kubernetes-group-version-kind")
                        .addObject()
                        .put("group", kind.path("group").asString(""))
                        .put("kind", DefinitionNames.simple(name))
                        .put("version", kind.path("version").asString());
            }
        });
    }
}
