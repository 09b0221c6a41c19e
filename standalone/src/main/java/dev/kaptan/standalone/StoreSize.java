package dev.kaptan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** How many members the store in a data directory has, which it remembers itself. */
record StoreSize(Path dataDirectory) {

    /** 0 where there is no store yet; one that says nothing has one member. */
    int recorded() {
        try {
            if (Files.exists(file())) {
                return Integer.parseInt(Files.readString(file()).strip());
            }
            return isFilled(dataDirectory.resolve(StoreMember.directory(0))) ? 1 : 0;
        } catch (IOException | NumberFormatException e) {
            throw new StartFailure(
                    "how many members the store in "
                            + dataDirectory
                            + " has cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    /** A directory with nothing in it is none of a store: whoever prepares a volume makes one. */
    private static boolean isFilled(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (var children = Files.list(directory)) {
            return children.findAny().isPresent();
        }
    }

    /** How many it has, or will have if it is made now without another word. */
    int members() {
        return Math.max(1, recorded());
    }

    void record(int members) {
        try {
            var unfinished = file().resolveSibling("state-members.new");
            Files.writeString(unfinished, members + "\n");
            Files.move(unfinished, file(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartFailure(file() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Path file() {
        return dataDirectory.resolve("state-members");
    }
}
