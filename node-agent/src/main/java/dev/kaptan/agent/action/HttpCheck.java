package dev.kaptan.agent.action;

import io.fabric8.kubernetes.api.model.HTTPGetAction;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * One GET over a connection of its own. The JDK's clients keep connections and forbid a {@code
 * Host} header, which probes may set; only the status line matters here.
 */
final class HttpCheck {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d\\.\\d (\\d{3}).*");

    private HttpCheck() {}

    static Outcome run(HTTPGetAction get, Target target, Duration timeout) {
        var host = isEmpty(get.getHost()) ? target.address() : get.getHost();
        int port = target.port(get.getPort());
        boolean https = "HTTPS".equals(get.getScheme());
        var path = isEmpty(get.getPath()) ? "/" : get.getPath();
        var url =
                "%s://%s:%d%s"
                        .formatted(
                                https ? "https" : "http",
                                host,
                                port,
                                path.startsWith("/") ? path : "/" + path);
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), millis(timeout));
            plain.setSoTimeout(millis(timeout));
            try (var socket = https ? encrypted(plain, host, port) : plain) {
                return verdict(request(socket, get, host, port, path), url);
            }
        } catch (IOException e) {
            return Outcome.failure("Get \"%s\": %s".formatted(url, e.getMessage()));
        }
    }

    private static int request(Socket socket, HTTPGetAction get, String host, int port, String path)
            throws IOException {
        var text = new StringBuilder("GET ").append(path.startsWith("/") ? "" : "/").append(path);
        text.append(" HTTP/1.1\r\n");
        boolean named =
                get.getHttpHeaders().stream().anyMatch(h -> h.getName().equalsIgnoreCase("Host"));
        if (!named) {
            text.append("Host: ").append(host).append(':').append(port).append("\r\n");
        }
        get.getHttpHeaders()
                .forEach(h ->
                        text.append(h.getName()).append(": ").append(h.getValue()).append("\r\n"));
        text.append("User-Agent: kube-probe/1.36\r\nAccept: */*\r\nConnection: close\r\n\r\n");
        socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        var reader =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
        var line = reader.readLine();
        var status = STATUS_LINE.matcher(line == null ? "" : line);
        if (!status.matches()) {
            throw new IOException(line == null ? "EOF" : "malformed HTTP response");
        }
        return Integer.parseInt(status.group(1));
    }

    private static Outcome verdict(int code, String url) {
        return code >= 200 && code < 400
                ? Outcome.success("HTTP probe of %s: %d".formatted(url, code))
                : Outcome.failure("HTTP probe failed with statuscode: " + code);
    }

    /** Probes do not verify certificates, as upstream: most are self-signed. */
    private static Socket encrypted(Socket plain, String host, int port) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
            return context.getSocketFactory().createSocket(plain, host, port, true);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static int millis(Duration timeout) {
        return Math.toIntExact(timeout.toMillis());
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
