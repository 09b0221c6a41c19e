package dev.kaptan.gateway.server;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;

import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

/** Sets up Boot's Jetty: our connector, a virtual thread a request, WebSocket upgrades. */
public final class HttpsServer {

    /** Platform threads only accept, select and hand over to virtual ones. */
    private static final int PLATFORM_THREADS = 16;

    private HttpsServer() {}

    public static JettyServletWebServerFactory factory(SSLContext tls, ListenAddress listen) {
        var factory = new JettyServletWebServerFactory(listen.port());
        factory.setAddress(listen.address());
        factory.setRegisterDefaultServlet(false);
        factory.setThreadPool(threads());
        factory.addServerCustomizers(server -> customize(server, tls, listen));
        return factory;
    }

    private static QueuedThreadPool threads() {
        var pool = new QueuedThreadPool(PLATFORM_THREADS, 4);
        pool.setName("https");
        pool.setVirtualThreadsExecutor(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("https-", 0).factory()));
        return pool;
    }

    private static void customize(Server server, SSLContext tls, ListenAddress listen) {
        server.setConnectors(new Connector[] {HttpsConnector.create(server, tls, listen)});
        for (var context : server.getDescendants(ServletContextHandler.class)) {
            context.getServletHandler().setDecodeAmbiguousURIs(true);
            JettyWebSocketServletContainerInitializer.configure(context, null);
        }
    }
}
