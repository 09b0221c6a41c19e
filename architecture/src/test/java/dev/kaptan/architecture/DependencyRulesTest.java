package dev.kaptan.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.util.List;

class DependencyRulesTest {

    private static final List<String> SERVICES =
            List.of("state", "gateway", "scheduler", "controller", "agent");

    private static JavaClasses kaptan;

    @BeforeAll
    static void readClasses() {
        kaptan =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.kaptan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "gateway", "scheduler", "controller", "agent"})
    void noServiceDependsOnAnother(String service) {
        var others =
                SERVICES.stream()
                        .filter(other -> !other.equals(service))
                        .map(other -> "dev.kaptan." + other + "..")
                        .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage("dev.kaptan." + service + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .because("services meet on the wire, so that each can be swapped for its upstream")
                .check(kaptan);
    }

    @Test
    void modelEngineAndRuntimeKnowNoSpring() {
        noClasses()
                .that(
                        resideInAnyPackage(
                                "dev.kaptan.api.model..",
                                "dev.kaptan.api.engine..",
                                "dev.kaptan.runtime.."))
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .because("they must start inside somebody's test in a fraction of a second")
                .check(kaptan);
    }

    @Test
    void theModelStandsAlone() {
        noClasses()
                .that(resideInAPackage("dev.kaptan.api.model.."))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.kaptan..")
                                .and(not(resideInAPackage("dev.kaptan.api.model.."))))
                .because("kinds are data that everybody may read")
                .check(kaptan);
    }

    @Test
    void onlyTheStateServiceAndTheGatewaysStoreAdapterSpeakEtcd() {
        noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        "dev.kaptan.state..",
                                        "dev.kaptan.gateway.etcd..",
                                        "dev.kaptan.etcd..",
                                        "dev.kaptan.proof..",
                                        "dev.kaptan.benchmarks..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.kaptan.etcd..", "io.grpc.."))
                .because("the store's protocol is nobody else's business")
                .check(kaptan);
    }

    @Test
    void theEtcdApiIsMessagesAndStubsAlone() {
        noClasses()
                .that(resideInAPackage("dev.kaptan.etcd.."))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.kaptan..")
                                .and(not(resideInAPackage("dev.kaptan.etcd.."))))
                .because("both sides of the wire share it")
                .check(kaptan);
    }

    @Test
    void theProofKnowsNothingOfWhatItProves() {
        noClasses()
                .that(resideInAPackage("dev.kaptan.proof.."))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.kaptan.state.."))
                .because("a real etcd must be able to take its place")
                .check(kaptan);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.kaptan.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package is a feature with one way in")
                .check(kaptan);
    }

    @Test
    void configurationIsRecords() {
        classes()
                .that()
                .areAnnotatedWith(ConfigurationProperties.class)
                .should()
                .beRecords()
                .because("a bad value stops the start and cannot appear later")
                .check(kaptan);
    }
}
