package dev.kaptan.gateway.server;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.WindowRateControl;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

import java.time.Duration;

import javax.net.ssl.SSLContext;

/** The one connector: TLS with client certificates asked for, HTTP/2 and HTTP/1.1 by ALPN. */
final class HttpsConnector {

    /** A client multiplexes all its informers over one connection. */
    private static final int STREAMS_PER_CONNECTION = 1000;

    /** Resets and pings a second, above which a client counts as an attacker (CVE-2023-44487). */
    private static final int CONTROL_FRAMES_PER_SECOND = 1000;

    private static final int HEADER_BYTES = 32 * 1024;

    /** Longer than the pause between two bookmarks, so that quiet watches are not cut. */
    private static final Duration IDLE = Duration.ofMinutes(3);

    private HttpsConnector() {}

    static ServerConnector create(Server server, SSLContext tls, ListenAddress listen) {
        var http = httpConfiguration();
        var alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
        alpn.setDefaultProtocol("http/1.1");
        var connector =
                new ServerConnector(
                        server,
                        1,
                        1,
                        new SslConnectionFactory(tlsFactory(tls), alpn.getProtocol()),
                        alpn,
                        http2(http),
                        new HttpConnectionFactory(http));
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(IDLE.toMillis());
        return connector;
    }

    private static HTTP2ServerConnectionFactory http2(HttpConfiguration http) {
        var http2 = new HTTP2ServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(STREAMS_PER_CONNECTION);
        http2.setRateControlFactory(new WindowRateControl.Factory(CONTROL_FRAMES_PER_SECOND));
        // Streams to nodes take over the connection, which a stream of HTTP/2 cannot offer.
        http2.setConnectProtocolEnabled(false);
        return http2;
    }

    /** Paths are decoded by ourselves, as Go does: names may hold any encoded character. */
    private static HttpConfiguration httpConfiguration() {
        var http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        // Clients reach us by addresses and names that no certificate lists, through balancers.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return http;
    }

    private static SslContextFactory.Server tlsFactory(SSLContext tls) {
        var factory = new SslContextFactory.Server();
        factory.setSslContext(tls);
        factory.setWantClientAuth(true);
        factory.setSniRequired(false);
        return factory;
    }
}
