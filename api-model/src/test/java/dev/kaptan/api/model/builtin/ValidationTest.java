package dev.kaptan.api.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.Samples;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

/** Rules of kinds other than Pod, in upstream's words. */
class ValidationTest {

    private static final String TEMPLATE =
            "template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: x}]}}";

    private static ObjectNode object(String apiVersion, String kind, String rest) {
        String place = Samples.kind(apiVersion, kind).namespaced() ? ", namespace: default" : "";
        return Samples.defaulted(
                "{apiVersion: %s, kind: %s, metadata: {name: x%s}, %s}"
                        .formatted(apiVersion, kind, place, rest.replace("TEMPLATE", TEMPLATE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "apps/v1|Deployment|spec: {selector: {matchLabels: {app: web}}, TEMPLATE}",
                "apps/v1|ReplicaSet|spec: {selector: {matchLabels: {app: web}}, TEMPLATE}",
                "v1|ReplicationController|spec: {TEMPLATE}",
                "v1|Service|spec: {ports: [{port: 80}]}",
                "v1|Service|spec: {type: ExternalName, externalName: example.com}",
                "v1|Service|spec: {clusterIP: None}",
                "v1|ConfigMap|data: {a.b: c}",
                "v1|Secret|data: {a: YQ==}",
                "v1|Namespace|spec: {}",
                "v1|Node|spec: {taints: [{key: a, effect: NoSchedule}]}",
                "v1|ServiceAccount|secrets: []",
                "coordination.k8s.io/v1|Lease|spec: {leaseDurationSeconds: 40}",
                "rbac.authorization.k8s.io/v1|Role|rules: [{verbs: [get], apiGroups: [''],"
                        + " resources: [pods]}]",
                "rbac.authorization.k8s.io/v1|ClusterRole|rules: [{verbs: [get], nonResourceURLs:"
                        + " [/metrics]}]",
                "rbac.authorization.k8s.io/v1|RoleBinding|{roleRef: {kind: ClusterRole, name:"
                        + " view}, subjects: [{kind: User, name: a}]}",
                "discovery.k8s.io/v1|EndpointSlice|{addressType: IPv4, endpoints: [{addresses:"
                        + " [10.0.0.1]}], ports: [{port: 80}]}",
                "v1|Endpoints|subsets: [{addresses: [{ip: 10.0.0.1}], ports: [{port: 80}]}]",
                "apps/v1|ControllerRevision|{data: {a: 1}, revision: 1}",
            })
    void takesOrdinaryObjects(String apiVersion, String kind, String rest) {
        String bare = rest.startsWith("{") ? rest.substring(1, rest.length() - 1) : rest;
        assertThat(Samples.objections(object(apiVersion, kind, bare))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "apps/v1|Deployment|spec: {selector: {matchLabels: {app: db}},"
                    + " TEMPLATE}|spec.template.metadata.labels: Invalid value: {\"app\":\"web\"}:"
                    + " `selector` does not match template `labels`",
                "apps/v1|Deployment|spec: {TEMPLATE}|spec.selector: Required value",
                "apps/v1|Deployment|spec: {replicas: -1, selector: {matchLabels: {app: web}},"
                    + " TEMPLATE}|spec.replicas: Invalid value: -1: must be greater than or equal"
                    + " to 0",
                "apps/v1|Deployment|spec: {strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable:"
                    + " 0}}, selector: {matchLabels: {app: web}},"
                    + " TEMPLATE}|spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may"
                    + " not be 0 when `maxSurge` is 0",
                "apps/v1|Deployment|spec: {strategy: {rollingUpdate: {maxSurge: ten}}, selector:"
                        + " {matchLabels: {app: web}}, TEMPLATE}|a valid percent string must be a"
                        + " numeric string followed by an ending '%'",
                "apps/v1|Deployment|spec: {strategy: {type: Recreate, rollingUpdate: {}}, selector:"
                        + " {matchLabels: {app: web}}, TEMPLATE}|spec.strategy.rollingUpdate:"
                        + " Forbidden: may not be specified when strategy `type` is 'Recreate'",
                "apps/v1|Deployment|spec: {progressDeadlineSeconds: 5, minReadySeconds: 5,"
                    + " selector: {matchLabels: {app: web}},"
                    + " TEMPLATE}|spec.progressDeadlineSeconds: Invalid value: 5: must be greater"
                    + " than minReadySeconds",
                "apps/v1|Deployment|spec: {selector: {matchLabels: {app: web}}, template:"
                    + " {metadata: {labels: {app: web}}, spec: {restartPolicy: Never, containers:"
                    + " [{name: c, image: x}]}}}|spec.template.spec.restartPolicy: Unsupported"
                    + " value: \"Never\": supported values: \"Always\"",
                "v1|Service|spec: {}|spec.ports: Required value",
                "v1|Service|spec: {ports: [{port: 80}, {port: 81}]}|spec.ports[0].name: Required"
                        + " value",
                "v1|Service|spec: {ports: [{port: 0}]}|spec.ports[0].port: Invalid value: 0: must"
                        + " be between 1 and 65535, inclusive",
                "v1|Service|spec: {type: Odd, ports: [{port: 80}]}|spec.type: Unsupported value:"
                        + " \"Odd\": supported values: \"ClusterIP\", \"ExternalName\","
                        + " \"LoadBalancer\", \"NodePort\"",
                "v1|Service|spec: {clusterIP: 1.2.3, ports: [{port: 80}]}|must be a valid IP"
                        + " address",
                "v1|ConfigMap|data: {a/b: c}|data[a/b]: Invalid value: \"a/b\": a valid config key"
                        + " must consist of",
                "v1|ConfigMap|data: {a: c}, binaryData: {a: YQ==}|duplicate of key present in"
                        + " binaryData",
                "v1|Secret|type: kubernetes.io/tls|data[tls.crt]: Required value",
                "v1|Secret|type: kubernetes.io/dockerconfigjson, data: {.dockerconfigjson:"
                        + " YQ==}|data[.dockerconfigjson]: Invalid value: \"<secret contents"
                        + " redacted>\"",
                "v1|Node|spec: {taints: [{key: a, effect: NoSchedule}, {key: a, effect:"
                        + " NoSchedule}]}|spec.taints[1]: Duplicate value",
                "coordination.k8s.io/v1|Lease|spec: {leaseDurationSeconds:"
                        + " 0}|spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0",
                "rbac.authorization.k8s.io/v1|Role|rules: [{apiGroups: [''], resources:"
                    + " [pods]}]|rules[0].verbs: Required value: verbs must contain at least one"
                    + " value",
                "rbac.authorization.k8s.io/v1|Role|rules: [{verbs: [get], nonResourceURLs:"
                        + " [/x]}]|namespaced rules cannot apply to non-resource URLs",
                "rbac.authorization.k8s.io/v1|ClusterRoleBinding|roleRef: {kind: Role, name:"
                        + " x}|roleRef.kind: Unsupported value: \"Role\": supported values:"
                        + " \"ClusterRole\"",
                "discovery.k8s.io/v1|EndpointSlice|addressType: IPv4, endpoints: [{addresses:"
                        + " [x]}]|must be a valid IPv4 address",
                "v1|Endpoints|subsets: [{addresses: [{ip: x}]}]|must be a valid IP address",
                "v1|Event|involvedObject: {namespace: other}|involvedObject.namespace: Invalid"
                        + " value: \"other\": does not match event.namespace",
            })
    void refusesWhatUpstreamRefuses(String apiVersion, String kind, String rest, String objection) {
        assertThat(Samples.objections(object(apiVersion, kind, rest))).contains(objection);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "apps/v1|Deployment|spec: {selector: {matchLabels: {app: web}}, TEMPLATE}|spec:"
                        + " {selector: {matchLabels: {}}, TEMPLATE}|spec.selector: Invalid value:"
                        + " {\"matchLabels\":{}}: field is immutable",
                "v1|ConfigMap|immutable: true, data: {a: b}|immutable: true, data: {a: c}|data:"
                        + " Forbidden: field is immutable when `immutable` is set",
                "v1|Secret|type: a|type: b|type: Invalid value: \"b\": field is immutable",
                "v1|Service|spec: {clusterIP: 10.0.0.1, ports: [{port: 80}]}|spec: {clusterIP:"
                        + " 10.0.0.2, ports: [{port: 80}]}|spec.clusterIPs[0]: Invalid value:"
                        + " [\"10.0.0.2\"]: may not change once set",
                "rbac.authorization.k8s.io/v1|RoleBinding|roleRef: {kind: Role, name: a}|roleRef:"
                        + " {kind: Role, name: b}|cannot change roleRef",
                "v1|Node|spec: {podCIDR: 10.0.0.0/24}|spec: {podCIDR: 10.0.1.0/24}|spec.podCIDR:"
                        + " Forbidden: node updates may only change labels, taints, or capacity",
                "discovery.k8s.io/v1|EndpointSlice|addressType: IPv4|addressType: IPv6|addressType:"
                        + " Invalid value: \"IPv6\": field is immutable",
                "apps/v1|ControllerRevision|data: {a: 1}|data: {a: 2}|data: Invalid value:"
                        + " {\"a\":2}: field is immutable",
            })
    void refusesToChangeWhatIsImmutable(
            String apiVersion, String kind, String before, String after, String objection) {
        assertThat(
                        Samples.objections(
                                object(apiVersion, kind, after), object(apiVersion, kind, before)))
                .contains(objection);
    }
}
