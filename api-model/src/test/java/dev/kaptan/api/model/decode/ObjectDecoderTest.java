package dev.kaptan.api.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.model.Samples;
import dev.kaptan.api.model.decode.ObjectDecoder.Decoded;
import dev.kaptan.api.model.decode.ObjectDecoder.Format;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.status.ApiException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class ObjectDecoderTest {

    private final Kind deployments = Samples.kind("apps/v1", "Deployment");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'spec':{'replicas':'3'}}|json: cannot unmarshal string into Go struct field"
                        + " DeploymentSpec.spec.replicas of type int32",
                "{'spec':{'replicas':1.5}}|json: cannot unmarshal number 1.5 into Go struct field"
                        + " DeploymentSpec.spec.replicas of type int32",
                "{'spec':{'replicas':3000000000}}|json: cannot unmarshal number 3000000000 into Go"
                        + " struct field DeploymentSpec.spec.replicas of type int32",
                "{'spec':[]}|json: cannot unmarshal array into Go struct field Deployment.spec of"
                        + " type v1.DeploymentSpec",
                "{'spec':{'template':{'spec':{'containers':{}}}}}|json: cannot unmarshal object"
                        + " into Go struct field PodSpec.spec.template.spec.containers of type"
                        + " []v1.Container",
                "{'metadata':{'labels':{'a':1}}}|json: cannot unmarshal number into Go struct field"
                        + " ObjectMeta.metadata.labels of type string",
                "{'spec':{'template':{'spec':{'containers':[{'stdin':'yes'}]}}}}|json: cannot"
                        + " unmarshal string into Go struct field"
                        + " Container.spec.template.spec.containers.stdin of type bool",
                "{'metadata':{'creationTimestamp':'today'}}|parsing time \"today\" as"
                        + " \"2006-01-02T15:04:05Z07:00\": cannot parse \"today\" as \"2006\"",
                "{'spec':{'template':{'spec':{'containers':[{'resources':{'limits':{'cpu':'much'}}}]}}}}|quantities"
                    + " must match the regular expression",
            })
    void refusesValuesOfAnotherTypeInGosWords(String body, String text) {
        assertThatThrownBy(() -> decode(body, FieldValidation.WARN))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(400))
                .hasMessageStartingWith(
                        "Deployment in version \"v1\" cannot be handled as a Deployment: ")
                .hasMessageContaining(text);
    }

    @Test
    void warnsOfUnknownAndDuplicateFieldsAndDropsThem() {
        Decoded decoded =
                decode(
                        "{'spec':{'foo':1,'replicas':1,'replicas':2,'Paused':true}}",
                        FieldValidation.WARN);
        assertThat(decoded.warnings())
                .containsExactly(
                        "unknown field \"spec.foo\"",
                        "unknown field \"spec.Paused\"",
                        "duplicate field \"spec.replicas\"");
        assertThat(decoded.object().path("spec")).isEqualTo(Samples.tree("replicas: 2"));
    }

    @Test
    void refusesThemWhereValidationIsStrict() {
        assertThatThrownBy(() -> decode("{'spec':{'foo':1},'x':2}", FieldValidation.STRICT))
                .hasMessage(
                        "Deployment in version \"v1\" cannot be handled as a Deployment: strict"
                            + " decoding error: unknown field \"spec.foo\", unknown field \"x\"");
    }

    @Test
    void dropsThemSilentlyWhereValidationIgnores() {
        Decoded decoded = decode("{'spec':{'foo':1}}", FieldValidation.IGNORE);
        assertThat(decoded.warnings()).isEmpty();
        assertThat(decoded.object().path("spec").isEmpty()).isTrue();
    }

    @Test
    void dropsNullsAndCompletesTheKind() {
        Decoded decoded =
                decode(
                        "{'metadata':{'creationTimestamp':null},'spec':null}",
                        FieldValidation.STRICT);
        assertThat(decoded.object())
                .isEqualTo(Samples.tree("{metadata: {}, kind: Deployment, apiVersion: apps/v1}"));
    }

    @Test
    void writesQuantitiesAndTimesInOneForm() {
        Decoded decoded =
                decode(
                        "{'metadata':{'creationTimestamp':'2026-01-01T02:00:00.5+02:00'},'spec':{'template':{'spec':{'containers':[{'resources':{'limits':{'cpu':0.5,'memory':'1024Mi'}}}]}}}}",
                        FieldValidation.STRICT);
        assertThat(decoded.object().at("/metadata/creationTimestamp").asString())
                .isEqualTo("2026-01-01T00:00:00Z");
        assertThat(decoded.object().at("/spec/template/spec/containers/0/resources/limits"))
                .isEqualTo(Samples.tree("{cpu: 500m, memory: 1Gi}"));
    }

    @Test
    void refusesAnotherKindThanThePathNames() {
        assertThatThrownBy(() -> decode("{'kind':'Pod','apiVersion':'v1'}", FieldValidation.WARN))
                .hasMessageContaining("does not match the expected API version");
    }

    @Test
    void saysThatABodyIsMalformed() {
        assertThatThrownBy(() -> decode("{'spec'", FieldValidation.WARN))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(400))
                .hasMessage(
                        "the object provided is unrecognized (must be of type Deployment): couldn't"
                                + " get version/kind; json parse error: unexpected end of JSON"
                                + " input ({\"spec\")");
        assertThatThrownBy(() -> decode("nonsense", FieldValidation.WARN))
                .hasMessageEndingWith(
                        "invalid character 'o' in literal null (expecting 'u')"
                                + " (6e6f6e73656e7365)");
        assertThatThrownBy(() -> decode("[]", FieldValidation.WARN))
                .hasMessageContaining("cannot unmarshal array");
        assertThatThrownBy(() -> decode("", FieldValidation.WARN))
                .hasMessageEndingWith("unexpected end of JSON input (<empty>)");
    }

    @Test
    void refusesOtherValidationsThanUpstreamKnows() {
        assertThat(FieldValidation.of("")).isEqualTo(FieldValidation.WARN);
        assertThatThrownBy(() -> FieldValidation.of("strict"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("fieldValidation");
    }

    private Decoded decode(String body, FieldValidation validation) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ObjectDecoder.decode(deployments, bytes, Format.JSON, validation);
    }
}
