package dev.kaptan.scheduler.wire;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Informers;
import dev.kaptan.scheduler.loop.Intake;
import dev.kaptan.scheduler.reader.NodeReader;
import dev.kaptan.scheduler.reader.PodReader;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/** Leads the news of Nodes, Pods and namespaces into the {@link Intake}. */
public final class Feed {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private Feed() {}

    /** To be called before the informers start. */
    public static void connect(Informers informers, Intake intake) {
        informers.of(Node.class).handle(new Nodes(intake));
        informers.of(Pod.class).handle(new Pods(intake));
        informers.of(Namespace.class).handle(new Namespaces(intake));
    }

    private record Namespaces(Intake intake) implements Handler<Namespace> {

        @Override
        public void added(Namespace namespace) {
            Map<String, String> labels = namespace.getMetadata().getLabels();
            intake.namespaceSeen(
                    namespace.getMetadata().getName(), labels == null ? Map.of() : labels);
        }

        @Override
        public void updated(Namespace before, Namespace after) {
            added(after);
        }

        @Override
        public void deleted(Namespace last) {
            intake.namespaceGone(last.getMetadata().getName());
        }
    }

    private record Nodes(Intake intake) implements Handler<Node> {

        @Override
        public void added(Node node) {
            intake.nodeSeen(NodeReader.read(node));
        }

        @Override
        public void updated(Node before, Node after) {
            added(after);
        }

        @Override
        public void deleted(Node last) {
            intake.nodeGone(last.getMetadata().getName());
        }
    }

    private record Pods(Intake intake) implements Handler<Pod> {

        @Override
        public void added(Pod pod) {
            try {
                intake.podSeen(PodReader.read(pod));
            } catch (IllegalArgumentException senseless) {
                LOG.warn(
                        "{}/{} cannot be scheduled: {}",
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        senseless.getMessage());
            }
        }

        /** A Pod that was replaced by a namesake while the connection was lost is gone. */
        @Override
        public void updated(Pod before, Pod after) {
            if (!before.getMetadata().getUid().equals(after.getMetadata().getUid())) {
                deleted(before);
            }
            added(after);
        }

        @Override
        public void deleted(Pod last) {
            intake.podGone(last.getMetadata().getUid());
        }
    }
}
