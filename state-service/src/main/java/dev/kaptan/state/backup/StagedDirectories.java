package dev.kaptan.state.backup;

import dev.kaptan.state.codec.Disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Replaces directories below a parent all together, whatever happens meanwhile: each new one is
 * written as {@code NAME.restoring}; once the file {@code restore-committed} is there, all of them
 * count, and {@link #finish} goes on where a crash interrupted it. Before, none does.
 *
 * <p>What is replaced stays beside as {@code NAME.replaced} until the next replacement.
 */
public record StagedDirectories(Path parent) {

    private static final String COMMITTED = "restore-committed";
    private static final String RESTORING = ".restoring";
    private static final String REPLACED = ".replaced";

    /** A change of the file system that is atomic, or that may be done again. */
    interface Step {
        void run() throws IOException;
    }

    /** Where the directory that is to become {@code name} is written; it exists and is empty. */
    public Path stage(String name) throws IOException {
        var staged = parent.resolve(name + RESTORING);
        delete(staged);
        return Files.createDirectories(staged);
    }

    /**
     * Puts what is staged in the place of the directories of these names.
     *
     * @throws IOException if a member runs on one of them
     */
    public void commit(List<String> names) throws IOException {
        for (var name : names) {
            requireUnused(parent.resolve(name));
        }
        var unfinished = parent.resolve(COMMITTED + ".new");
        Files.write(unfinished, names);
        Disk.sync(unfinished);
        Files.move(unfinished, parent.resolve(COMMITTED), StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(parent);
        finish();
    }

    /**
     * Brings an interrupted replacement to its end, if it was committed, and else removes what it
     * left. To be called before anything below the parent is used.
     */
    public void finish() throws IOException {
        for (var step : remaining()) {
            step.run();
        }
    }

    List<Step> remaining() throws IOException {
        var steps = new ArrayList<Step>();
        var committed = parent.resolve(COMMITTED);
        if (Files.exists(committed)) {
            for (var name : Files.readAllLines(committed)) {
                replace(name, steps);
            }
            steps.add(() -> Disk.sync(parent));
            steps.add(() -> Files.delete(committed));
        } else {
            for (var staged : stagedDirectories()) {
                steps.add(() -> delete(staged));
            }
        }
        return steps;
    }

    private void replace(String name, List<Step> steps) {
        var target = parent.resolve(name);
        var staged = parent.resolve(name + RESTORING);
        var replaced = parent.resolve(name + REPLACED);
        if (!Files.exists(staged)) {
            return;
        }
        if (Files.exists(target)) {
            steps.add(() -> delete(replaced));
            steps.add(() -> Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE));
        }
        steps.add(() -> Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE));
    }

    private List<Path> stagedDirectories() throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (var children = Files.list(parent)) {
            return children.filter(child -> child.toString().endsWith(RESTORING)).toList();
        }
    }

    /** A running member holds the lock in its directory. */
    private static void requireUnused(Path directory) throws IOException {
        var lock = directory.resolve("lock");
        if (!Files.exists(lock)) {
            return;
        }
        try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                throw new IOException("a member runs on " + directory + ": stop it first");
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
