package dev.kaptan.api.model.patch;

import static dev.kaptan.api.model.patch.JsonPatchTest.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

/** Examples of RFC 7396, appendix A, and laws. */
class MergePatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':'b'}|{'a':'c'}|{'a':'c'}",
                "{'a':'b'}|{'b':'c'}|{'a':'b','b':'c'}",
                "{'a':'b'}|{'a':null}|{}",
                "{'a':['b']}|{'a':'c'}|{'a':'c'}",
                "{'a':'c'}|{'a':['b']}|{'a':['b']}",
                "{'a':{'b':'c'}}|{'a':{'b':'d','c':null}}|{'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]}|{'a':[1]}|{'a':[1]}",
                "['a','b']|['c','d']|['c','d']",
                "{'a':'b'}|['c']|['c']",
                "{'e':null}|{'a':1}|{'e':null,'a':1}",
                "[1,2]|{'a':'b','c':null}|{'a':'b'}",
                "{}|{'a':{'bb':{'ccc':null}}}|{'a':{'bb':{}}}",
            })
    void mergesWhatTheRfcShows(String document, String patch, String expected) {
        assertThat(MergePatch.apply(json(document), json(patch))).isEqualTo(json(expected));
    }

    @RepeatedTest(200)
    void mergingTwiceIsMergingOnce(RepetitionInfo info) {
        var trees = new RandomTrees(info.getCurrentRepetition());
        JsonNode document = trees.object(3);
        JsonNode patch = trees.object(3);
        JsonNode before = document.deepCopy();
        JsonNode once = MergePatch.apply(document, patch);
        assertThat(MergePatch.apply(once, patch))
                .as("seed %d", info.getCurrentRepetition())
                .isEqualTo(once);
        assertThat(document).as("the input stays as it is").isEqualTo(before);
    }
}
