package dev.kaptan.api.model.generator;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All files of the declarations folder: {@code groups.yaml}, {@code types.*.yaml} and one a kind.
 *
 * @param packages upstream's package of a {@code group/version}, in discovery order
 * @param kinds declarations of kinds, in discovery order
 * @param types what is said about each definition, by its full name
 */
record Declarations(
        Map<String, String> packages, List<ObjectNode> kinds, Map<String, ObjectNode> types) {

    private static final YAMLMapper YAML = new YAMLMapper();

    static Declarations read(Path folder) {
        var packages = new LinkedHashMap<String, String>();
        parse(folder.resolve("groups.yaml"))
                .properties()
                .forEach(entry -> packages.put(entry.getKey(), entry.getValue().asString()));
        var kinds = new ArrayList<ObjectNode>();
        var types = new LinkedHashMap<String, ObjectNode>();
        for (Path file : files(folder)) {
            ObjectNode content = parse(file);
            String goPackage = packageOf(packages, content, file);
            content.path("types")
                    .properties()
                    .forEach(entry ->
                            types.put(
                                    goPackage + "." + entry.getKey(),
                                    (ObjectNode) entry.getValue()));
            if (content.has("kind")) {
                kinds.add(content);
            }
        }
        kinds.sort(discoveryOrder(new ArrayList<>(packages.keySet())));
        return new Declarations(packages, kinds, types);
    }

    private static String packageOf(Map<String, String> packages, ObjectNode content, Path file) {
        String goPackage = goPackage(packages, content);
        if (goPackage.isEmpty()) {
            throw new IllegalArgumentException(
                    file + ": groups.yaml does not list " + groupVersion(content));
        }
        return goPackage;
    }

    static String groupVersion(ObjectNode declaration) {
        return declaration.path("group").asString("")
                + "/"
                + declaration.path("version").asString("");
    }

    private static Comparator<ObjectNode> discoveryOrder(List<String> groupVersions) {
        return Comparator.<ObjectNode>comparingInt(
                        kind -> groupVersions.indexOf(groupVersion(kind)))
                .thenComparing(kind -> kind.path("plural").asString(""))
                .thenComparing(kind -> kind.path("kind").asString(""));
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("groups.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    static ObjectNode parse(Path file) {
        try {
            return (ObjectNode) YAML.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    String goPackage(ObjectNode kind) {
        return goPackage(packages, kind);
    }

    /** The package of a declaration's group, unless it says that its types live in another. */
    private static String goPackage(Map<String, String> packages, ObjectNode declaration) {
        return declaration
                .path("package")
                .asString(packages.getOrDefault(groupVersion(declaration), ""));
    }

    /** What the server reads at start: the declarations without their types. */
    ArrayNode index() {
        ArrayNode index = JsonNodeFactory.instance.arrayNode();
        for (ObjectNode kind : kinds) {
            ObjectNode entry = kind.deepCopy();
            entry.remove(List.of("types", "package", "model"));
            entry.put("definition", goPackage(kind) + "." + kind.path("kind").asString());
            index.add(entry);
        }
        return index;
    }
}
