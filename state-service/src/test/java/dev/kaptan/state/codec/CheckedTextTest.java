package dev.kaptan.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class CheckedTextTest {

    private static final String TEXT = "#0123456789abcdef";

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("member");
        CheckedText.write(file, TEXT);
    }

    @Test
    void isReadAsWritten() throws IOException {
        assertThat(CheckedText.read(file)).isEqualTo(TEXT);
        CheckedText.write(file, "ağ 1");
        assertThat(CheckedText.read(file)).isEqualTo("ağ 1");
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void isNeverAnotherTextWhicheverBitIsFlipped() throws IOException {
        var whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            var damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            assertRefused("bit " + bit);
        }
    }

    /** But for the cut that leaves a file as it was written before there was a checksum. */
    @Test
    void isNeverAnotherTextWhereverItIsCut() throws IOException {
        var whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            if (length == TEXT.length() + 1) {
                assertThat(CheckedText.read(file)).isEqualTo(TEXT);
            } else {
                assertRefused("cut to " + length);
            }
        }
    }

    @Test
    void isOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckedText.write(file, "one\ntwo"))
                .withMessageContaining("not one line");
        assertThatIllegalArgumentException().isThrownBy(() -> CheckedText.write(file, " "));
    }

    private void assertRefused(String what) {
        assertThatIOException()
                .as(what)
                .isThrownBy(() -> CheckedText.read(file))
                .withMessageStartingWith(file + " is damaged");
    }
}
