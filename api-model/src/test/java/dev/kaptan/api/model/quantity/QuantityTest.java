package dev.kaptan.api.model.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1000m,1",
        "0.5,500m",
        "1.5,1500m",
        "100000,100k",
        "1Gi,1Gi",
        "1024Mi,1Gi",
        "1.5Gi,1536Mi",
        "0.5Mi,512Ki",
        "0.5Ki,512",
        "1e3,1e3",
        "1E6,1e6",
        "12e6,12e6",
        "0,0",
        "0.0Gi,0",
        "-1,-1",
        "0.0000000001,1n",
        "1234567,1234567",
        "1,1",
        "2.50,2500m",
        "1Ei,1Ei",
        "+5,5",
    })
    void writesTheCanonicalForm(String text, String canonical) {
        assertThat(Quantity.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1.2.3", "1 Gi", "1gi", "Gi", ".", "1Kii", "--1"})
    void refusesWhatIsNoQuantity(String text) {
        assertThatThrownBy(() -> Quantity.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"250m,1,250", "1,1,1000", "1500m,2,1500", "1Ki,1024,1024000"})
    void roundsUpToWholeUnits(String text, long value, long milli) {
        assertThat(Quantity.parse(text).value()).isEqualTo(value);
        assertThat(Quantity.parse(text).milliValue()).isEqualTo(milli);
    }

    @RepeatedTest(200)
    void sumsAreExactAndPrintedOnesParseBack(RepetitionInfo info) {
        var random = new SplittableRandom(info.getCurrentRepetition());
        long a = random.nextLong(1_000_000_000L);
        long b = random.nextLong(1_000_000_000L);
        Quantity sum = Quantity.ofMilli(a).plus(Quantity.ofMilli(b));
        assertThat(sum.milliValue()).as("seed %d", info.getCurrentRepetition()).isEqualTo(a + b);
        assertThat(Quantity.parse(sum.toString())).isEqualTo(sum);
        assertThat(sum.minus(Quantity.ofMilli(b))).isEqualTo(Quantity.ofMilli(a));
    }
}
