package dev.kaptan.api.engine.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.api.model.json.Yaml;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class PolicyRuleTest {

    private static PolicyRule rule(String yaml) {
        byte[] role = ("rules: [" + yaml + "]").getBytes(StandardCharsets.UTF_8);
        return PolicyRule.all(Yaml.parseObject(role)).getFirst();
    }

    private static RequestInfo resource(
            String verb, String group, String resource, String subresource, String name) {
        return new RequestInfo(true, verb, "", group, "v1", "ns", resource, subresource, name);
    }

    @ParameterizedTest(name = "{1} {2}/{3}/{4} {5} -> {6}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiGroups: [''], resources: [pods], verbs: [get]}|get||pods|''|p|true",
                "{apiGroups: [''], resources: [pods], verbs: [get]}|list||pods|''|''|false",
                "{apiGroups: [''], resources: [pods], verbs: [get]}|get||pods|log|p|false",
                "{apiGroups: [''], resources: [pods/log], verbs: [get]}|get||pods|log|p|true",
                "{apiGroups: [''], resources: [pods/*], verbs: [get]}|get||pods|log|p|false",
                "{apiGroups: ['*'], resources: ['*/scale'], verbs:"
                        + " ['*']}|update|apps|deployments|scale|d|true",
                "{apiGroups: ['*'], resources: ['*'], verbs:"
                        + " ['*']}|update|apps|deployments|scale|d|true",
                "{apiGroups: [apps], resources: ['*'], verbs: ['*']}|get|''|pods|''|p|false",
                "{apiGroups: [''], resources: [pods], resourceNames: [p], verbs:"
                        + " [get]}|get||pods|''|p|true",
                "{apiGroups: [''], resources: [pods], resourceNames: [p], verbs:"
                        + " [get]}|get||pods|''|q|false",
                "{apiGroups: [''], resources: [pods], resourceNames: [p], verbs:"
                        + " [list]}|list||pods|''|''|false",
            })
    void allowsWhatItSays(
            String rule,
            String verb,
            String group,
            String resource,
            String subresource,
            String name,
            boolean allowed) {
        var request = resource(verb, group == null ? "" : group, resource, subresource, name);
        assertThat(rule(rule).allows(request)).isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "/healthz,/healthz,true",
        "/healthz,/healthz/x,false",
        "/apis/*,/apis/apps,true",
        "/apis/*,/api,false",
        "'*',/anything,true"
    })
    void allowsPaths(String url, String path, boolean allowed) {
        var request = new RequestInfo(false, "get", path, "", "", "", "", "", "");
        assertThat(rule("{nonResourceURLs: ['" + url + "'], verbs: [get]}").allows(request))
                .isEqualTo(allowed);
    }
}
