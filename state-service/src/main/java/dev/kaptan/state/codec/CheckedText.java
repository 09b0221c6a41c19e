package dev.kaptan.state.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A small file of one line of text, which a second line proves: {@code crc32c} and eight
 * hexadecimal digits over the first one.
 */
public final class CheckedText {

    private static final String CHECKSUM = "crc32c ";

    private CheckedText() {}

    /**
     * The text; a file from before, of one line, is believed.
     *
     * @throws IOException naming the file, if it cannot be read or is not what was written
     */
    public static String read(Path file) throws IOException {
        // Any byte is a character here, so that what is damaged is still read and named.
        var lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        var text =
                new String(lines[0].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        boolean fromBefore = lines.length == 2 && !text.contains(CHECKSUM);
        boolean proven = lines.length == 3 && lines[1].equals(proof(text));
        if (text.isBlank() || !lines[lines.length - 1].isEmpty() || !fromBefore && !proven) {
            throw new IOException(file + " is damaged, its checksum is not that of its text");
        }
        return text;
    }

    /** Writes it as a whole or not at all, synced to the disk. */
    public static void write(Path file, String text) throws IOException {
        if (text.isBlank() || text.contains("\n")) {
            throw new IllegalArgumentException("not one line: '" + text + "'");
        }
        var unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(unfinished, text + "\n" + proof(text) + "\n");
        Disk.sync(unfinished);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(file.toAbsolutePath().resolveSibling("."));
    }

    private static String proof(String text) {
        var checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return CHECKSUM + String.format(Locale.ROOT, "%08x", checksum.getValue());
    }
}
