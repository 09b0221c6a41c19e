package dev.kaptan.runtime.docker.pause;

import java.util.HexFormat;

/** {@link PauseProgram} for x86-64, one instruction a line. */
final class X8664Pause {

    /** Offsets are from the end of their instruction to the data behind the code. */
    private static final String LISTING =
            """
            b8 0d 00 00 00          mov  eax, 13            ; rt_sigaction
            bf 11 00 00 00          mov  edi, 17            ; SIGCHLD
            48 8d 35 41 00 00 00    lea  rsi, [rip + ignore]
            31 d2                   xor  edx, edx
            41 ba 08 00 00 00       mov  r10d, 8
            0f 05                   syscall
            b8 0e 00 00 00          mov  eax, 14            ; rt_sigprocmask
            31 ff                   xor  edi, edi           ; SIG_BLOCK
            48 8d 35 49 00 00 00    lea  rsi, [rip + signals]
            31 d2                   xor  edx, edx
            0f 05                   syscall
            b8 80 00 00 00          mov  eax, 128           ; rt_sigtimedwait
            48 8d 3d 39 00 00 00    lea  rdi, [rip + signals]
            31 f6                   xor  esi, esi
            31 d2                   xor  edx, edx
            41 ba 08 00 00 00       mov  r10d, 8
            0f 05                   syscall
            85 c0                   test eax, eax
            78 e4                   js   -28                ; interrupted: wait again
            b8 e7 00 00 00          mov  eax, 231           ; exit_group
            31 ff                   xor  edi, edi
            0f 05                   syscall
            """;

    private X8664Pause() {}

    static byte[] code() {
        var hex = new StringBuilder();
        LISTING.lines().forEach(line -> hex.append(line, 0, 24));
        return HexFormat.of().parseHex(hex.toString().replace(" ", ""));
    }
}
