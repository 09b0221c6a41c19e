package dev.kaptan.runtime.docker.pause;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first process of every sandbox, as a static ELF executable of some 250 bytes. It asks the
 * kernel to reap its children (SIGCHLD ignored), blocks SIGINT and SIGTERM, which as process 1 it
 * would otherwise never get, and exits with 0 when one of them arrives:
 *
 * <pre>{@code
 * rt_sigaction(SIGCHLD, {SIG_IGN}, NULL, 8);
 * rt_sigprocmask(SIG_BLOCK, {SIGINT, SIGTERM}, NULL, 8);
 * while (rt_sigtimedwait({SIGINT, SIGTERM}, NULL, NULL, 8) < 0);
 * exit_group(0);
 * }</pre>
 *
 * <p>ELF: System V ABI, chapters 4 and 5. Numbers of system calls: {@code asm/unistd.h} of each
 * architecture.
 */
final class PauseProgram {

    /** Where the file is mapped; the headers are part of the segment. */
    private static final long BASE = 0x400000;

    private static final int HEADERS = 64 + 56;

    static final int SIGCHLD = 17;

    /** {@code struct sigaction} with handler SIG_IGN, no flags, no restorer, an empty mask. */
    private static final int SIGACTION_SIZE = 32;

    /** SIGINT (2) and SIGTERM (15) as a mask: bit n - 1 for signal n. */
    private static final long SIGNALS = 1L << 1 | 1L << 14;

    private PauseProgram() {}

    /**
     * @param architecture as Go names it
     */
    static byte[] elf(String architecture) {
        return switch (architecture) {
            case "amd64" -> elf(62, X8664Pause.code());
            case "arm64" -> elf(183, Aarch64Pause.code());
            default ->
                    throw new IllegalArgumentException(
                            "no sandbox program for architecture "
                                    + architecture
                                    + "; there is one for amd64 and arm64");
        };
    }

    /** The code is followed by the ignoring {@code sigaction} and then by the signal mask. */
    private static byte[] elf(int machine, byte[] code) {
        int size = HEADERS + code.length + SIGACTION_SIZE + Long.BYTES;
        var file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        fileHeader(file, machine);
        programHeader(file, size);
        file.put(code);
        file.putLong(1).putLong(0).putLong(0).putLong(0);
        file.putLong(SIGNALS);
        return file.array();
    }

    private static void fileHeader(ByteBuffer file, int machine) {
        file.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).put(new byte[9]);
        file.putShort((short) 2).putShort((short) machine).putInt(1);
        file.putLong(BASE + HEADERS).putLong(64).putLong(0);
        file.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 1);
        file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    }

    /** One segment, readable and executable. */
    private static void programHeader(ByteBuffer file, int size) {
        file.putInt(1).putInt(5).putLong(0).putLong(BASE).putLong(BASE);
        file.putLong(size).putLong(size).putLong(0x1000);
    }
}
