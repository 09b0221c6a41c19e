package dev.kaptan.runtime.docker.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

class PauseProgramTest {

    @ParameterizedTest
    @CsvSource({"amd64, 62", "arm64, 183"})
    void isASmallStaticExecutableOfItsArchitecture(String architecture, int machine) {
        byte[] elf = PauseProgram.elf(architecture);
        var header = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(elf).hasSizeLessThan(300);
        assertThat(header.getInt(0)).isEqualTo(0x464c457f);
        assertThat(header.getShort(18)).isEqualTo((short) machine);
        assertThat(header.getLong(24)).as("entry").isEqualTo(0x400000 + 120);
        assertThat(header.getLong(64 + 32)).as("size of the segment").isEqualTo(elf.length);
    }

    /** Was run under an emulator of that architecture once; this pins it. */
    @Test
    void encodesAarch64Instructions() {
        assertThat(HexFormat.of().formatHex(Aarch64Pause.code()))
                .isEqualTo(
                        "c81080d2200280d2a1020010020080d2030180d2010000d4"
                                + "e81080d2000080d2e1020010020080d2030180d2010000d4"
                                + "281180d240020010010080d2020080d2030180d2010000d4"
                                + "40ffff37c80b80d2000080d2010080d2010000d4");
    }

    @Test
    void refusesOtherArchitectures() {
        assertThatThrownBy(() -> PauseProgram.elf("s390x"))
                .hasMessage(
                        "no sandbox program for architecture s390x; there is one for amd64 and"
                                + " arm64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void waitsUntilItIsAskedToEnd(String signal, @TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(
                "amd64".equals(System.getProperty("os.arch"))
                        && "Linux".equals(System.getProperty("os.name")),
                "runs on x86-64 Linux only");
        Process process = start(directory);
        assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).as("it waits").isFalse();
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static Process start(Path directory) throws IOException {
        Path program = Files.write(directory.resolve("pause"), PauseProgram.elf("amd64"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new ProcessBuilder(program.toString()).start();
    }
}
