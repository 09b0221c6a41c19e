package dev.kaptan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How many members the store in a data directory has, and the API's port that theirs followed from:
 * they find each other by their ports. The directory remembers both.
 */
record StoreSize(Path dataDirectory) {

    /** 0 where there is no store yet; one that says nothing has one member. */
    int recorded() {
        try {
            if (Files.exists(file())) {
                return Integer.parseInt(words()[0]);
            }
            return isFilled(dataDirectory.resolve(StoreMember.directory(0))) ? 1 : 0;
        } catch (IOException | NumberFormatException e) {
            throw unreadable(e);
        }
    }

    /** The API's port that the members' followed from, 0 where it is not known. */
    int recordedPort() {
        try {
            var words = Files.exists(file()) ? words() : new String[0];
            return words.length > 1 ? Integer.parseInt(words[1]) : 0;
        } catch (IOException | NumberFormatException e) {
            throw unreadable(e);
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

    void record(int members, int port) {
        write(members + " " + port);
    }

    /** Of members that may find each other by any ports from now on. */
    void record(int members) {
        write(Integer.toString(members));
    }

    private void write(String words) {
        try {
            var unfinished = file().resolveSibling("state-members.new");
            Files.writeString(unfinished, words + "\n");
            Files.move(unfinished, file(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartFailure(file() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private String[] words() throws IOException {
        return Files.readString(file()).strip().split(" ");
    }

    private StartFailure unreadable(Exception e) {
        return new StartFailure(
                "how many members the store in "
                        + dataDirectory
                        + " has cannot be read: "
                        + e.getMessage(),
                e);
    }

    private Path file() {
        return dataDirectory.resolve("state-members");
    }
}
