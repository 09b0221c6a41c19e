package dev.kaptan.api.model.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class IndexCompilerTest {

    @TempDir Path folder;

    @BeforeEach
    void writeSharedTypes() throws IOException {
        Files.writeString(
                folder.resolve("groups.yaml"),
                """
                "/v1": io.k8s.api.core.v1
                "events.k8s.io/v1": io.k8s.api.events.v1
                "meta/v1": io.k8s.apimachinery.pkg.apis.meta.v1
                """);
        Files.writeString(
                folder.resolve("types.meta.v1.yaml"),
                """
                group: meta
                version: v1
                types:
                  ObjectMeta: {lists: {finalizers: {type: set, merge: true}}}
                  ListMeta: {}
                  MicroTime: {schema: {type: string, format: date-time}}
                """);
    }

    private Map<String, ObjectNode> compile(String kind) throws IOException {
        Files.writeString(folder.resolve("kind.yaml"), kind);
        return new DefinitionCompiler(Declarations.read(folder)).compile();
    }

    @Test
    void readsTypesRequiredFieldsAndDescriptionsOffThePublishedModel() throws IOException {
        var definitions = compile("{group: '', version: v1, kind: Pod, plural: pods, types: {}}");
        ObjectNode container = definitions.get("io.k8s.api.core.v1.Container");
        assertThat(container.at("/properties/image/type").asString()).isEqualTo("string");
        assertThat(container.at("/required/0").asString()).isEqualTo("name");
        assertThat(container.at("/properties/image/description").asString())
                .startsWith("Container image name");
        assertThat(
                        definitions
                                .get("io.k8s.api.core.v1.ContainerPort")
                                .at("/properties/hostPort/format")
                                .asString())
                .isEqualTo("int32");
        assertThat(definitions).containsKey("io.k8s.api.core.v1.PodList");
    }

    @Test
    void addsWhatDeclarationsSay() throws IOException {
        var definitions =
                compile(
                        """
                        group: ""
                        version: v1
                        kind: Pod
                        plural: pods
                        types:
                          PodSpec:
                            lists:
                              containers: {map: [name], merge: name}
                              volumes: {map: [name], merge: name, retainKeys: true}
                            defaults: {restartPolicy: Always}
                            enums: {restartPolicy: [Always, Never]}
                        """);
        ObjectNode spec = definitions.get("io.k8s.api.core.v1.PodSpec");
        assertThat(spec.at("/properties/containers/x-kubernetes-patch-merge-key").asString())
                .isEqualTo("name");
        assertThat(spec.at("/properties/volumes/x-kubernetes-patch-strategy").asString())
                .isEqualTo("merge,retainKeys");
        assertThat(spec.at("/properties/restartPolicy/default").asString()).isEqualTo("Always");
        assertThat(spec.at("/properties/restartPolicy/enum").size()).isEqualTo(2);
        assertThat(
                        definitions
                                .get("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")
                                .at("/properties/finalizers/x-kubernetes-list-type")
                                .asString())
                .isEqualTo("set");
    }

    @Test
    void typesOfTheSameNameBelongToTheGroupThatRefersToThem() throws IOException {
        var definitions =
                compile(
                        "{group: events.k8s.io, version: v1, kind: Event, model: EventsV1Event,"
                            + " plural: events, types: {Event: {refs: {eventTime: MicroTime}}}}");
        assertThat(definitions).containsKey("io.k8s.api.events.v1.EventSeries");
        assertThat(
                        definitions
                                .get("io.k8s.api.events.v1.Event")
                                .at("/properties/eventTime/$ref")
                                .asString())
                .isEqualTo("#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime");
    }

    @Test
    void namesADeclaredFieldThatTheModelDoesNotHave() {
        assertThatThrownBy(() ->
                        compile(
                                "{group: '', version: v1, kind: Pod, plural: pods, types: {PodSpec:"
                                        + " {defaults: {restartPolice: x}}}}"))
                .hasMessage(
                        "io.k8s.api.core.v1.PodSpec: defaults names restartPolice, which the"
                                + " published model does not have");
    }

    @Test
    void namesAKindThatTheModelDoesNotHave() {
        assertThatThrownBy(
                        () -> compile("{group: '', version: v1, kind: Unicorn, plural: unicorns}"))
                .hasMessageContaining("V1Unicorn")
                .hasMessageContaining("set 'model'");
    }

    @Test
    void namesAGroupThatIsNotListed() {
        assertThatThrownBy(() -> compile("{group: none, version: v1, kind: Pod, plural: pods}"))
                .hasMessageContaining("groups.yaml does not list none/v1");
    }
}
