package dev.kaptan.runtime.docker.pause;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@link PauseProgram} for AArch64 (encodings: Arm Architecture Reference Manual, C6.2). */
final class Aarch64Pause {

    private static final int INSTRUCTIONS = 23;
    private static final int IGNORE = INSTRUCTIONS * 4;
    private static final int SIGNALS = IGNORE + 32;

    private final ByteBuffer code =
            ByteBuffer.allocate(INSTRUCTIONS * 4).order(ByteOrder.LITTLE_ENDIAN);

    private Aarch64Pause() {}

    static byte[] code() {
        var program = new Aarch64Pause();
        program.call(134, () -> program.mov(0, PauseProgram.SIGCHLD).adr(1, IGNORE));
        program.call(135, () -> program.mov(0, 0).adr(1, SIGNALS));
        int wait = program.code.position();
        program.call(137, () -> program.adr(0, SIGNALS).mov(1, 0));
        program.branchIfNegative(wait);
        program.mov(8, 94).mov(0, 0).mov(1, 0).svc();
        return program.code.array();
    }

    /** Number in x8, the first two arguments as given, then NULL and the size of a mask. */
    private void call(int number, Runnable firstArguments) {
        mov(8, number);
        firstArguments.run();
        mov(2, 0).mov(3, 8).svc();
    }

    /** {@code movz xREGISTER, #value}. */
    private Aarch64Pause mov(int register, int value) {
        code.putInt(0xd2800000 | value << 5 | register);
        return this;
    }

    /** {@code adr xREGISTER, target}: the offset is relative to the instruction itself. */
    private Aarch64Pause adr(int register, int target) {
        int offset = target - code.position();
        code.putInt(0x10000000 | (offset & 3) << 29 | offset >> 2 << 5 | register);
        return this;
    }

    /** {@code tbnz w0, #31, target}: the result is negative. */
    private void branchIfNegative(int target) {
        int offset = (target - code.position()) >> 2;
        code.putInt(0x37000000 | 31 << 19 | (offset & 0x3fff) << 5);
    }

    /** {@code svc #0}. */
    private Aarch64Pause svc() {
        code.putInt(0xd4000001);
        return this;
    }
}
