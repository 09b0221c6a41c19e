package dev.kaptan.api.model.patch;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.SplittableRandom;

/** Small random documents over few names, so that documents and patches meet. */
final class RandomTrees {

    private final SplittableRandom random;

    RandomTrees(long seed) {
        this.random = new SplittableRandom(seed);
    }

    ObjectNode object(int depth) {
        ObjectNode object = Json.object();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set("k" + random.nextInt(5), value(depth));
        }
        return object;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> JsonNodeFactory.instance.numberNode(random.nextInt(3));
            case 1 -> JsonNodeFactory.instance.stringNode("v" + random.nextInt(3));
            case 2 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case 3 -> object(depth - 1);
            default -> Json.array().add(random.nextInt(3)).add(object(depth - 1));
        };
    }

    /** A pod spec with containers, finalizer-like primitives and maps. */
    ObjectNode podSpec() {
        ObjectNode spec = Json.object();
        var containers = spec.putArray("containers");
        for (String name : new String[] {"a", "b", "c", "d"}) {
            if (random.nextBoolean()) {
                ObjectNode container =
                        containers
                                .addObject()
                                .put("name", name)
                                .put("image", "i" + random.nextInt(3));
                var env = container.putArray("env");
                for (int i = random.nextInt(3); i > 0; i--) {
                    env.addObject().put("name", "E" + i).put("value", "v" + random.nextInt(3));
                }
            }
        }
        if (random.nextBoolean()) {
            spec.putObject("nodeSelector").put("zone", "z" + random.nextInt(3));
        }
        return spec;
    }
}
