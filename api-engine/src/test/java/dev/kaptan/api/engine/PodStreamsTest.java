package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.request.ApiResponse.NodeStream;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodStreamsTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final TestServer cluster = new TestServer();

    @BeforeEach
    void fill() {
        cluster.post(
                "/api/v1/namespaces/default/serviceaccounts",
                "{\"metadata\":{\"name\":\"default\"}}");
        cluster.post("/api/v1/nodes", "{\"metadata\":{\"name\":\"n1\"}}");
        cluster.merge(
                "/api/v1/nodes/n1/status",
                "{\"status\":{\"addresses\":[{\"type\":\"Hostname\",\"address\":\"n1\"},{\"type\":\"InternalIP\",\"address\":\"192.0.2.7\"}],\"daemonEndpoints\":{\"kubeletEndpoint\":{\"Port\":10251}}}}");
        pod("one", "");
        pod("two", ",{\"name\":\"side\",\"image\":\"busybox:1.36\"}");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void pod(String name, String more) {
        cluster.post(
                PODS,
                "{\"metadata\":{\"name\":\"%s\"},\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"busybox:1.36\"}%s]}}"
                        .formatted(name, more));
    }

    private void bind(String name) {
        cluster.post(
                PODS + "/" + name + "/binding",
                "{\"metadata\":{\"name\":\"%s\"},\"target\":{\"kind\":\"Node\",\"name\":\"n1\"}}"
                        .formatted(name));
    }

    private NodeStream stream(String method, String path) {
        return (NodeStream) cluster.send(call(method, PODS + path, ""));
    }

    private void refuses(String path, String message) {
        var failure = cluster.failure(call("GET", PODS + path, ""));
        assertThat(failure.code()).isEqualTo(400);
        assertThat(failure).hasMessage(message);
    }

    @Test
    void leadsToTheLogsOnTheNode() {
        bind("one");
        assertThat(stream("GET", "/one/log?follow=true&tailLines=5"))
                .isEqualTo(
                        new NodeStream(
                                "192.0.2.7",
                                10251,
                                "n1",
                                "/containerLogs/default/one/app?follow=true&tailLines=5",
                                false));
    }

    @Test
    void leadsToExecAndAttach() {
        bind("one");
        assertThat(
                        stream(
                                        "POST",
                                        "/one/exec?command=sh&command=-c&command=echo%20a%26b&stdout=true&stdin=1&tty=false")
                                .pathAndQuery())
                .isEqualTo(
                        "/exec/default/one/app?input=1&output=1&command=sh&command=-c&command=echo%20a%26b");
        var attach = stream("GET", "/one/attach?stdout=1&stderr=1");
        assertThat(attach.pathAndQuery()).isEqualTo("/attach/default/one/app?output=1&error=1");
        assertThat(attach.upgrade()).isTrue();
    }

    @Test
    void asksWhichContainerIsMeant() {
        bind("two");
        refuses(
                "/two/log",
                "a container name must be specified for pod two, choose one of: [app side]");
        refuses("/two/log?container=none", "container none is not valid for pod two");
        assertThat(stream("GET", "/two/log?container=side").pathAndQuery())
                .isEqualTo("/containerLogs/default/two/side");
        cluster.merge(
                PODS + "/two",
                "{\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/default-container\":\"side\"}}}");
        assertThat(stream("GET", "/two/log").pathAndQuery())
                .isEqualTo("/containerLogs/default/two/side");
    }

    @Test
    void refusesWhatCannotWork() {
        refuses("/one/exec?command=sh&stdout=1", "pod one does not have a host assigned");
        bind("one");
        refuses("/one/exec?stdout=1", "you must specify at least 1 command");
        refuses("/one/exec?command=sh", "you must specify at least one of stdin, stdout, stderr");
        cluster.merge(PODS + "/one/status", "{\"status\":{\"phase\":\"Succeeded\"}}");
        refuses(
                "/one/exec?command=sh&stdout=1",
                "cannot exec into a container in a completed pod; current phase is Succeeded");
    }

    @Test
    void bindsAPodOnce() {
        bind("one");
        var pod = cluster.get(PODS + "/one");
        assertThat(Json.text(pod, "spec", "nodeName")).isEqualTo("n1");
        assertThat(Json.text(Json.objectsAt(pod, "status", "conditions").getFirst(), "type"))
                .isEqualTo("PodScheduled");
        var failure =
                cluster.failure(
                        call(
                                "POST",
                                PODS + "/one/binding",
                                "{\"metadata\":{\"name\":\"one\"},\"target\":{\"kind\":\"Node\",\"name\":\"n2\"}}"));
        assertThat(failure.code()).isEqualTo(409);
        assertThat(failure.getMessage()).contains("pod one is already assigned to node \"n1\"");
    }
}
