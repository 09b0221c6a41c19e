package dev.kaptan.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.builtin.BuiltInKinds;
import dev.kaptan.api.model.decode.FieldValidation;
import dev.kaptan.api.model.decode.ObjectDecoder;
import dev.kaptan.api.model.decode.ObjectDecoder.Format;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.Yaml;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.ObjectRules;
import dev.kaptan.api.model.kind.StoredForm;
import dev.kaptan.api.model.patch.MergePatch;
import dev.kaptan.api.model.patch.StrategicMergePatch;
import dev.kaptan.api.model.table.Table;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.stream.Stream;

/** What holds for every kind, over seeded random objects. */
class EveryKindTest {

    private static final int SEEDS = 60;

    @TestFactory
    Stream<DynamicTest> decodesDefaultsValidatesAndShowsWhateverHasTheRightTypes() {
        return BuiltInKinds.kinds().all().stream()
                .filter(kind -> kind.schema().property("apiVersion") != null)
                .map(kind ->
                        DynamicTest.dynamicTest(
                                kind.apiVersion() + " " + kind.kind(), () -> check(kind)));
    }

    private static void check(Kind kind) {
        for (long seed = 0; seed < SEEDS; seed++) {
            ObjectNode tree = new RandomObjects(seed).of(kind);
            String place = "%s, seed %d: %s".formatted(kind.kind(), seed, tree);
            ObjectNode object = decoded(kind, Json.bytes(tree));
            assertThat(decoded(kind, Json.bytes(object))).as(place).isEqualTo(object);
            assertThat(Yaml.parse(Yaml.bytes(object))).as(place).isEqualTo(object);

            ObjectRules.applyDefaults(kind, object);
            ObjectNode again = object.deepCopy();
            ObjectRules.applyDefaults(kind, again);
            assertThat(again).as("defaults are set once: " + place).isEqualTo(object);

            assertThat(ObjectRules.validateCreate(kind, object)).as(place).isNotNull();
            rewrites(kind, object, place);
            shows(kind, object, place);
        }
    }

    private static ObjectNode decoded(Kind kind, byte[] body) {
        return ObjectDecoder.decode(kind, body, Format.JSON, FieldValidation.STRICT).object();
    }

    /** Writes that say nothing new change nothing and are allowed whatever the object is. */
    private static void rewrites(Kind kind, ObjectNode object, String place) {
        kind.strategy().prepareForCreate(object);
        ObjectNode same = object.deepCopy();
        kind.strategy().prepareForUpdate(same, object);
        assertThat(same).as("an update to the same: " + place).isEqualTo(object);
        kind.strategy().prepareForStatusUpdate(same, object);
        assertThat(same).as("a status update to the same: " + place).isEqualTo(object);
        assertThat(MergePatch.apply(object, Json.object())).as(place).isEqualTo(object);
        assertThat(StrategicMergePatch.apply(object, Json.object(), kind.schema()))
                .as(place)
                .isEqualTo(object);
        StoredForm form = kind.strategy().storedForm();
        if (form != null) {
            assertThat(form.fromStored(form.toStored(object))).as(place).isEqualTo(object);
        }
    }

    private static void shows(Kind kind, ObjectNode object, String place) {
        assertThat(Table.cells(kind, object, Instant.EPOCH).size())
                .as(place)
                .isEqualTo(Table.columnDefinitions(kind).size());
        kind.selectableFields().forEach(field -> assertThat(field.valueOf(object)).isNotNull());
        assertThat(kind.strategy().warnings(object, null)).as(place).isNotNull();
    }
}
