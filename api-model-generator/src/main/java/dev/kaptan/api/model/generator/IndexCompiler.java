package dev.kaptan.api.model.generator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Entry point of the build: reads declarations, writes {@code kinds.json}, one file a definition
 * and one a protobuf message.
 *
 * <p>A definition is its own file, so that a running server reads what it uses and nothing else.
 */
public final class IndexCompiler {

    private static final JsonMapper JSON = new JsonMapper();

    private IndexCompiler() {}

    /**
     * @param args the folder of declarations, the file of zero values, the folder to write to
     */
    public static void main(String... args) {
        if (args.length != 3) {
            throw new IllegalArgumentException(
                    "usage: IndexCompiler DECLARATIONS ZERO_VALUES OUTPUT");
        }
        compile(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    }

    static void compile(Path declarations, Path zeroValues, Path output) {
        var input = Declarations.read(declarations);
        var definitions = new DefinitionCompiler(input).compile();
        write(output.resolve("kinds.json"), input.index());
        definitions.forEach((name, definition) ->
                write(output.resolve("definitions").resolve(name + ".json"), definition));
        new ProtobufShape(definitions, new ZeroValues(Declarations.parse(zeroValues)))
                .compile()
                .forEach((name, message) ->
                        write(output.resolve("messages").resolve(name + ".json"), message));
    }

    private static void write(Path file, JsonNode content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, JSON.writeValueAsBytes(content));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
