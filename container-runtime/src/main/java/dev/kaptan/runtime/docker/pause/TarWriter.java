package dev.kaptan.runtime.docker.pause;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes small files as a tar archive (POSIX ustar), the same bytes every time. */
final class TarWriter {

    private static final int BLOCK = 512;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

    TarWriter file(String name, int mode, byte[] content) {
        archive.writeBytes(header(name, mode, content.length));
        archive.writeBytes(content);
        archive.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    byte[] end() {
        archive.writeBytes(new byte[2 * BLOCK]);
        return archive.toByteArray();
    }

    private static byte[] header(String name, int mode, int size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "%07o".formatted(mode));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(size));
        put(header, 136, "%011o".formatted(0));
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
