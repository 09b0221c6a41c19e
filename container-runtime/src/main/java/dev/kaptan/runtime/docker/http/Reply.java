package dev.kaptan.runtime.docker.http;

import com.github.dockerjava.transport.DockerHttpClient;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A whole answer; its connection is closed already, so that nothing can leak. */
public final class Reply implements DockerHttpClient.Response {

    private final ResponseHead head;
    private final byte[] body;

    Reply(ResponseHead head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    @Override
    public int getStatusCode() {
        return head.status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return head.headers();
    }

    @Override
    public InputStream getBody() {
        return new ByteArrayInputStream(body);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
}
