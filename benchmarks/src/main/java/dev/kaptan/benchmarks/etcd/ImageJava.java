package dev.kaptan.benchmarks.etcd;

import dev.kaptan.benchmarks.process.Shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Java as the container image runs the state service of the built tree: its options, and the cache
 * of classes that is trained for the store alone.
 *
 * @param lib the folder of the jars
 * @param options instead of the image's, if not empty
 * @param classCache whether to use the cache, which is made where there is none of these jars
 */
record ImageJava(Path lib, String options, boolean classCache) {

    private static final String STATE_SERVICE = "dev.kaptan.state.StateApplication";

    /** The words that start the service, to which its own arguments are added. */
    List<String> stateService() throws IOException, InterruptedException {
        var words = java();
        if (classCache) {
            var cache = lib.resolveSibling(STATE_SERVICE + ".aot");
            if (!Files.exists(cache) || modified(cache).compareTo(newestJar()) < 0) {
                train(cache);
            }
            words.add("-XX:AOTCache=" + cache);
        }
        words.addAll(List.of("-cp", classPath(), STATE_SERVICE));
        return words;
    }

    private void train(Path cache) throws IOException, InterruptedException {
        System.err.println("training " + cache);
        var words = java();
        words.addAll(
                List.of(
                        "-XX:AOTCacheOutput=" + cache,
                        "-cp",
                        classPath(),
                        "dev.kaptan.standalone.Main",
                        "train",
                        "--store"));
        Shell.run(words);
    }

    private List<String> java() throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of((options.isEmpty() ? imageOptions() : options).split(" ", -1)));
        return words;
    }

    private String classPath() {
        return lib + "/*";
    }

    private FileTime newestJar() throws IOException {
        var newest = FileTime.fromMillis(0);
        try (var jars = Files.list(lib)) {
            for (var jar : jars.toList()) {
                newest = modified(jar).compareTo(newest) > 0 ? modified(jar) : newest;
            }
        }
        return newest;
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    private static String imageOptions() throws IOException {
        var options =
                Pattern.compile("^ENV JAVA_TOOL_OPTIONS=\"(.*)\"$", Pattern.MULTILINE)
                        .matcher(Files.readString(Path.of("Dockerfile")));
        if (!options.find()) {
            throw new IllegalStateException("the Dockerfile sets no JAVA_TOOL_OPTIONS");
        }
        return options.group(1);
    }
}
