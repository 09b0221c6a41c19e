package dev.kaptan.api.model.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.Golden;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException.Access;
import dev.kaptan.api.model.status.Status.Cause;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

class StatusTest {

    private static final Cause NAME =
            new Cause("FieldValueRequired", "Required value", "spec.containers[0].name");
    private static final Cause IMAGE =
            new Cause("FieldValueRequired", "Required value", "spec.containers[0].image");

    private record Sample(String name, ApiException error) {}

    private static final List<Sample> SAMPLES =
            List.of(
                    new Sample("notFound", ApiException.notFound("apps", "deployments", "web")),
                    new Sample("notFoundCore", ApiException.notFound("", "pods", "web")),
                    new Sample("unknownPath", ApiException.unknownPath()),
                    new Sample("alreadyExists", ApiException.alreadyExists("", "pods", "web")),
                    new Sample(
                            "generateNameConflict",
                            ApiException.generateNameConflict("", "pods", "web-x")),
                    new Sample("modified", ApiException.modified("apps", "deployments", "web")),
                    new Sample("invalidOne", ApiException.invalid("", "Pod", "x", List.of(NAME))),
                    new Sample(
                            "invalidTwo",
                            ApiException.invalid("apps", "Deployment", "x", List.of(NAME, IMAGE))),
                    new Sample(
                            "unprocessable", ApiException.unprocessable("testing value /a failed")),
                    new Sample("badRequest", ApiException.badRequest("what?")),
                    new Sample("unauthorized", ApiException.unauthorized()),
                    new Sample(
                            "forbidden", ApiException.forbidden("", "pods", "x", "exceeded quota")),
                    new Sample(
                            "accessDenied",
                            ApiException.accessDenied(
                                    "jane", new Access("list", "", "pods", "", "default", ""), "")),
                    new Sample(
                            "accessDeniedCluster",
                            ApiException.accessDenied(
                                    "jane",
                                    new Access("update", "apps", "deployments", "scale", "", "web"),
                                    "no rule")),
                    new Sample(
                            "pathDenied", ApiException.pathDenied("jane", "get", "/metrics", "")),
                    new Sample(
                            "methodNotSupported",
                            ApiException.methodNotSupported("", "bindings", "update")),
                    new Sample("methodNotAllowed", ApiException.methodNotAllowed()),
                    new Sample(
                            "notAcceptable",
                            ApiException.notAcceptable(
                                    List.of("application/json", "application/yaml"))),
                    new Sample(
                            "unsupportedMediaType",
                            ApiException.unsupportedMediaType(List.of("application/json"))),
                    new Sample("tooOldResourceVersion", ApiException.tooOldResourceVersion(3, 10)),
                    new Sample("continueExpired", ApiException.continueExpired()),
                    new Sample(
                            "requestEntityTooLarge", ApiException.requestEntityTooLarge(3145728)),
                    new Sample("tooManyRequests", ApiException.tooManyRequests("slow down", 1)),
                    new Sample(
                            "serverTimeout", ApiException.serverTimeout("", "pods", "create", 2)),
                    new Sample(
                            "tooLargeResourceVersion",
                            ApiException.tooLargeResourceVersion(9, 3, 1)),
                    new Sample(
                            "internalError",
                            ApiException.internalError(new IllegalStateException("broken"))),
                    new Sample(
                            "serviceUnavailable",
                            ApiException.serviceUnavailable("the store is down")));

    @TestFactory
    Stream<DynamicTest> saysWhatKubectlUsersKnow() {
        return SAMPLES.stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
    }

    private static void check(Sample sample) throws IOException {
        Golden.check(
                "status/" + sample.name() + ".json", Json.pretty(sample.error().status().toJson()));
    }

    @Test
    void readsWhatItWrites() {
        for (Sample sample : SAMPLES) {
            Status status = sample.error().status();
            assertThat(Status.of(status.toJson())).as(sample.name()).isEqualTo(status);
        }
    }

    @Test
    void aSuccessNamesWhatWasDeleted() {
        assertThat(Status.success("apps", "deployments", "web", "uid-1").toJson())
                .hasToString(
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Success\",\"details\":{\"name\":\"web\",\"group\":\"apps\",\"kind\":\"deployments\",\"uid\":\"uid-1\"}}");
    }
}
