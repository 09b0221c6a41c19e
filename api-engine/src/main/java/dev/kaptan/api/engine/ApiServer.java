package dev.kaptan.api.engine;

import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.authorization.Authorizer;
import dev.kaptan.api.engine.discovery.HealthCheck;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.model.status.ApiException;

import java.util.List;

/**
 * The API server without its transport. Who calls {@link #serve} has authenticated the user and
 * asked the {@link #authorizer()} before. All methods are safe for use by many threads.
 */
public interface ApiServer extends AutoCloseable {

    /**
     * Starts a server: brings the bootstrap objects about (namespaces, RBAC, the Service {@code
     * kubernetes}) and answers from then on.
     *
     * @throws dev.kaptan.api.engine.store.StoreException where the store cannot be reached
     */
    static ApiServer start(ApiServerConfig config) {
        return Engine.start(config);
    }

    /**
     * Answers a request; blocks until the answer is known (a watch's frames come later).
     *
     * @throws ApiException with the Status to send where the request fails
     */
    ApiResponse serve(ApiRequest request);

    /** RBAC, answered from memory. */
    Authorizer authorizer();

    /** Verifies the tokens of service accounts, with what they are bound to. */
    TokenAuthenticator serviceAccountTokens();

    /** What {@code /readyz?verbose} lists, in its order. */
    List<HealthCheck> readiness();

    @Override
    void close();
}
