package dev.kaptan.api.model.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

/** Examples of RFC 6902, appendix A, and upstream's error texts. */
class JsonPatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'foo':'bar'}|[{'op':'add','path':'/baz','value':'qux'}]|{'baz':'qux','foo':'bar'}",
                "{'foo':['a','c']}|[{'op':'add','path':'/foo/1','value':'b'}]|{'foo':['a','b','c']}",
                "{'a':1,'b':2}|[{'op':'remove','path':'/a'}]|{'b':2}",
                "{'f':['a','b','c']}|[{'op':'remove','path':'/f/1'}]|{'f':['a','c']}",
                "{'a':1}|[{'op':'replace','path':'/a','value':[1]}]|{'a':[1]}",
                "{'a':{'x':1,'y':2},'b':{}}|[{'op':'move','from':'/a/x','path':'/b/z'}]|{'a':{'y':2},'b':{'z':1}}",
                "{'f':[1,2,3]}|[{'op':'move','from':'/f/0','path':'/f/2'}]|{'f':[2,3,1]}",
                "{'a':{'x':1}}|[{'op':'copy','from':'/a','path':'/b'}]|{'a':{'x':1},'b':{'x':1}}",
                "{'a':1.0}|[{'op':'test','path':'/a','value':1}]|{'a':1.0}",
                "{'a~/b':1}|[{'op':'test','path':'/a~0~1b','value':1}]|{'a~/b':1}",
                "{'f':[1]}|[{'op':'add','path':'/f/-','value':2}]|{'f':[1,2]}",
                "{}|[{'op':'add','path':'','value':{'x':1}}]|{'x':1}",
            })
    void appliesWhatTheRfcShows(String document, String patch, String expected) {
        JsonNode before = json(document);
        JsonNode result = JsonPatch.apply(before, json(patch));
        assertThat(result).isEqualTo(json(expected));
        assertThat(before).as("the input stays as it is").isEqualTo(json(document));
    }

    @Test
    void saysWhichTestFailed() {
        assertRefused(
                "{'a':1}",
                "[{'op':'test','path':'/a','value':2}]",
                "testing value /a failed: test failed");
    }

    @Test
    void refusesToRemoveWhatIsNotThere() {
        assertRefused(
                "{}",
                "[{'op':'remove','path':'/a/b'}]",
                "remove operation does not apply: doc is missing path: \"/a/b\": missing value");
    }

    @Test
    void tellsAMissingKeyFromAMissingParent() {
        assertRefused(
                "{'a':{}}",
                "[{'op':'remove','path':'/a/b'}]",
                "error in remove for path: '/a/b': Unable to remove nonexistent key: b");
        assertRefused(
                "{'a':{}}",
                "[{'op':'replace','path':'/a/b','value':1}]",
                "replace operation does not apply: doc is missing key: /a/b: missing value");
    }

    @Test
    void refusesIndicesBeyondTheEnd() {
        assertRefused(
                "{'f':[1]}",
                "[{'op':'add','path':'/f/3','value':1}]",
                "invalid index referenced: 3");
        assertRefused("{'f':[1]}", "[{'op':'replace','path':'/f/01','value':1}]", "missing value");
    }

    @Test
    void refusesOperationsItDoesNotKnow() {
        assertRefused("{}", "[{'op':'merge','path':'/a'}]", "Unexpected kind: merge");
    }

    @Test
    void changesNothingWhereALaterOperationFails() {
        JsonNode before = json("{'a':1}");
        JsonNode patch =
                json("[{'op':'replace','path':'/a','value':2},{'op':'remove','path':'/b'}]");
        assertThatThrownBy(() -> JsonPatch.apply(before, patch)).isInstanceOf(ApiException.class);
        assertThat(before).isEqualTo(json("{'a':1}"));
    }

    private static void assertRefused(String document, String patch, String text) {
        assertThatThrownBy(() -> JsonPatch.apply(json(document), json(patch)))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(422);
                            assertThat(e.status().details().causes().getFirst().message())
                                    .contains(text);
                        });
    }

    static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }
}
