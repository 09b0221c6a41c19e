package dev.kaptan.gateway.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;

import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Admissionregistration;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authentication;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Batch;
import io.kubernetes.client.proto.V1Certificates;
import io.kubernetes.client.proto.V1Coordination;
import io.kubernetes.client.proto.V1Discovery;
import io.kubernetes.client.proto.V1Events;
import io.kubernetes.client.proto.V1Flowcontrol;
import io.kubernetes.client.proto.V1Networking;
import io.kubernetes.client.proto.V1Node;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import io.kubernetes.client.proto.V1Scheduling;
import io.kubernetes.client.proto.V1Storage;
import io.kubernetes.client.proto.V2Autoscaling;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes {@code wire-fields.txt}. What descriptors do not say stands here: which messages Go
 * inlines, and which scalars it holds by pointer.
 */
final class PublishedDescriptors {

    private static final List<FileDescriptor> FILES =
            List.of(
                    Meta.getDescriptor(),
                    V1.getDescriptor(),
                    V1Admissionregistration.getDescriptor(),
                    V1Apps.getDescriptor(),
                    V1Authentication.getDescriptor(),
                    V1Authorization.getDescriptor(),
                    V1Autoscaling.getDescriptor(),
                    V1Batch.getDescriptor(),
                    V1Certificates.getDescriptor(),
                    V1Coordination.getDescriptor(),
                    V1Discovery.getDescriptor(),
                    V1Events.getDescriptor(),
                    V1Flowcontrol.getDescriptor(),
                    V1Networking.getDescriptor(),
                    V1Node.getDescriptor(),
                    V1Policy.getDescriptor(),
                    V1Rbac.getDescriptor(),
                    V1Scheduling.getDescriptor(),
                    V1Storage.getDescriptor(),
                    V2Autoscaling.getDescriptor());

    private static final Set<String> INLINED =
            Set.of(
                    "localObjectReference",
                    "volumeSource",
                    "persistentVolumeSource",
                    "ephemeralContainerCommon",
                    "handler",
                    "rule",
                    "ruleWithOperations");

    /** Fields of these names are pointers wherever they occur. */
    private static final Set<String> POINTERS =
            Set.of(
                    "replicas",
                    "partition",
                    "revisionHistoryLimit",
                    "progressDeadlineSeconds",
                    "terminationGracePeriodSeconds",
                    "activeDeadlineSeconds",
                    "gracePeriodSeconds",
                    "deletionGracePeriodSeconds",
                    "runAsUser",
                    "runAsGroup",
                    "fsGroup",
                    "priority",
                    "backoffLimit",
                    "parallelism",
                    "completions",
                    "ttlSecondsAfterFinished",
                    "backoffLimitPerIndex",
                    "maxFailedIndexes",
                    "expirationSeconds",
                    "defaultMode",
                    "mode",
                    "tolerationSeconds",
                    "leaseDurationSeconds",
                    "leaseTransitions",
                    "startingDeadlineSeconds",
                    "successfulJobsHistoryLimit",
                    "failedJobsHistoryLimit",
                    "minReplicas",
                    "sinceSeconds",
                    "tailLines",
                    "limitBytes",
                    "automountServiceAccountToken",
                    "enableServiceLinks",
                    "shareProcessNamespace",
                    "controller",
                    "blockOwnerDeletion",
                    "optional",
                    "allowPrivilegeEscalation",
                    "privileged",
                    "readOnlyRootFilesystem",
                    "runAsNonRoot",
                    "suspend",
                    "immutable",
                    "allocateLoadBalancerNodePorts",
                    "setHostnameAsFQDN",
                    "hostUsers",
                    "allowVolumeExpansion",
                    "ready",
                    "serving",
                    "terminating",
                    "attachRequired",
                    "podInfoOnMount",
                    "requiresRepublish",
                    "orphanDependents",
                    "storageClassName",
                    "ipFamilyPolicy",
                    "seLinuxMount");

    /** Fields that are required in JSON or told apart from absence, though Go holds the value. */
    private static final Set<String> ALWAYS_WRITTEN =
            Set.of(
                    "k8s.io.apimachinery.pkg.util.intstr.IntOrString.intVal",
                    "k8s.io.api.scheduling.v1.PriorityClass.value",
                    "k8s.io.api.core.v1.Taint.key",
                    "k8s.io.api.autoscaling.v1.ScaleSpec.replicas",
                    "k8s.io.api.core.v1.ContainerStatus.restartCount",
                    "k8s.io.api.core.v1.ContainerStateTerminated.exitCode",
                    "k8s.io.api.core.v1.EnvVar.name");

    private PublishedDescriptors() {}

    static String asText() {
        Map<String, Descriptor> all = new TreeMap<>();
        FILES.forEach(file -> file.getMessageTypes().forEach(message -> collect(message, all)));
        var text = new StringBuilder();
        all.forEach((name, message) -> write(name, message, text));
        return text.toString();
    }

    private static void collect(Descriptor message, Map<String, Descriptor> all) {
        if (all.putIfAbsent(message.getFullName(), message) == null) {
            for (var field : message.getFields()) {
                var type = valueOf(field);
                if (type.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                    collect(type.getMessageType(), all);
                }
            }
        }
    }

    private static FieldDescriptor valueOf(FieldDescriptor field) {
        return field.isMapField() ? field.getMessageType().findFieldByNumber(2) : field;
    }

    private static void write(String name, Descriptor message, StringBuilder text) {
        text.append(name).append('\n');
        for (var field : message.getFields()) {
            text.append(' ').append(field.getNumber()).append(' ').append(field.getName());
            text.append(' ').append(shape(field)).append(type(valueOf(field)));
            text.append(pointer(field) ? "?" : "").append('\n');
        }
    }

    private static String shape(FieldDescriptor field) {
        if (field.isMapField()) {
            return "%";
        }
        if (field.isRepeated()) {
            return "*";
        }
        boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
        return message && INLINED.contains(field.getName()) ? ">" : "";
    }

    private static String type(FieldDescriptor value) {
        return switch (value.getJavaType()) {
            case STRING -> "s";
            case INT, LONG -> "i";
            case BOOLEAN -> "b";
            case BYTE_STRING -> "y";
            case DOUBLE, FLOAT -> "d";
            case MESSAGE -> value.getMessageType().getFullName();
            case ENUM -> throw new IllegalStateException("no enums expected: " + value);
        };
    }

    private static boolean pointer(FieldDescriptor field) {
        boolean scalar = field.getJavaType() != FieldDescriptor.JavaType.MESSAGE;
        boolean single = !field.isRepeated();
        return scalar
                && single
                && (POINTERS.contains(field.getName())
                        || ALWAYS_WRITTEN.contains(field.getFullName()));
    }
}
