package dev.kaptan.runtime.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * A registry with one image, {@code private/thing:1}, for those who know the password (Docker
 * Registry HTTP API v2). The image is another one every time.
 */
final class LocalRegistry implements AutoCloseable {

    static final String USER = "somebody";
    static final String PASSWORD = "secret";

    private static final String MANIFEST_TYPE =
            "application/vnd.docker.distribution.manifest.v2+json";

    static {
        // The engine tries TLS first; without a limit the server waits for the rest of a request.
        System.setProperty("sun.net.httpserver.maxReqTime", "1");
    }

    private final HttpServer server;
    private final Map<String, byte[]> blobs = new HashMap<>();
    private final byte[] manifest;

    LocalRegistry(String architecture) throws IOException {
        byte[] layer = new byte[1024]; // an empty tar archive
        byte[] config =
                """
                {"architecture":"%s","os":"linux","author":"%s","config":{"User":"77","StopSignal":"SIGQUIT"},\
                "rootfs":{"type":"layers","diff_ids":["%s"]}}\
                """
                        .formatted(architecture, UUID.randomUUID(), digest(layer))
                        .getBytes(UTF_8);
        byte[] packed = gzip(layer);
        manifest =
                """
                {"schemaVersion":2,"mediaType":"%s",\
                "config":{"mediaType":"application/vnd.docker.container.image.v1+json",\
                "size":%d,"digest":"%s"},\
                "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip",\
                "size":%d,"digest":"%s"}]}\
                """
                        .formatted(
                                MANIFEST_TYPE,
                                config.length,
                                digest(config),
                                packed.length,
                                digest(packed))
                        .getBytes(UTF_8);
        blobs.put(digest(config), config);
        blobs.put(digest(packed), packed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String reference(String image) {
        return "127.0.0.1:" + server.getAddress().getPort() + "/" + image;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String expected =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
        String path = exchange.getRequestURI().getPath();
        if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
            send(exchange, 401, "application/json", error("UNAUTHORIZED", "who are you"));
        } else if (path.equals("/v2/")) {
            send(exchange, 200, "application/json", "{}".getBytes(UTF_8));
        } else if (path.startsWith("/v2/private/thing/manifests/")) {
            exchange.getResponseHeaders().set("Docker-Content-Digest", digest(manifest));
            send(exchange, 200, MANIFEST_TYPE, manifest);
        } else {
            byte[] blob = blobs.get(path.substring(path.lastIndexOf('/') + 1));
            send(
                    exchange,
                    blob == null ? 404 : 200,
                    "application/octet-stream",
                    blob == null ? error("MANIFEST_UNKNOWN", "no such thing") : blob);
        }
    }

    private static byte[] error(String code, String message) {
        return "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}"
                .formatted(code, message)
                .getBytes(UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            }
            exchange.sendResponseHeaders(status, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
