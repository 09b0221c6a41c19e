package dev.kaptan.gateway.security;

import dev.kaptan.api.engine.ApiServer;
import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.gateway.http.Call;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The security filter chain, in the order of upstream's handler chain: authentication,
 * impersonation, flow control, authorization. It is composed by hand, as each of the filters that
 * {@code HttpSecurity} adds for browsers would cost every request.
 */
public final class SecurityChain {

    private SecurityChain() {}

    /**
     * @param tokens authenticators of bearer tokens, before that of service accounts
     * @param flowControl what stands between impersonation and authorization
     */
    public static FilterChainProxy of(
            Supplier<ApiServer> engine,
            List<X509Certificate> clientAuthorities,
            List<TokenAuthenticator> tokens,
            boolean anonymous,
            Clock clock,
            Filter flowControl) {
        var access = new Access(() -> engine.get().authorizer());
        var translation =
                new ExceptionTranslationFilter(Refusals::unauthorized, new NullRequestCache());
        translation.setAccessDeniedHandler(Refusals::forbidden);
        var authenticators =
                List.of(
                        new ClientCertificates(clientAuthorities, clock),
                        new BearerTokens(withServiceAccounts(tokens, engine, clock)));
        var proxy =
                new FilterChainProxy(
                        new DefaultSecurityFilterChain(
                                AnyRequestMatcher.INSTANCE,
                                translation,
                                new AuthenticationFilter(authenticators, anonymous),
                                new ImpersonationFilter(access),
                                flowControl,
                                authorization(access)));
        proxy.setFirewall(new UnchangedRequests());
        return proxy;
    }

    private static AuthorizationFilter authorization(Access access) {
        AuthorizationManager<HttpServletRequest> manager =
                (authentication, request) -> decide(access, request);
        return new AuthorizationFilter(manager);
    }

    private static AuthorizationResult decide(Access access, HttpServletRequest request) {
        return access.decide(RequestUser.current(), Call.of(request).info());
    }

    private static List<TokenAuthenticator> withServiceAccounts(
            List<TokenAuthenticator> tokens, Supplier<ApiServer> engine, Clock clock) {
        var all = new ArrayList<>(tokens);
        all.add(new RememberedTokens(() -> engine.get().serviceAccountTokens(), clock));
        return all;
    }
}
