package dev.kaptan.gateway.security;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.gateway.security.Authenticator.Verdict;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InsufficientAuthenticationException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out who asks: the first authenticator that knows the credentials decides. Credentials that
 * nobody accepts are refused even where strangers would be let in.
 */
final class AuthenticationFilter implements Filter {

    private static final Logger log = LoggerFactory.getLogger(AuthenticationFilter.class);

    private final List<Authenticator> authenticators;
    private final boolean anonymous;

    AuthenticationFilter(List<Authenticator> authenticators, boolean anonymous) {
        this.authenticators = List.copyOf(authenticators);
        this.anonymous = anonymous;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestUser.set(user((HttpServletRequest) request));
        chain.doFilter(request, response);
    }

    private User user(HttpServletRequest request) {
        var refused = new ArrayList<String>();
        for (var authenticator : authenticators) {
            switch (authenticator.authenticate(request)) {
                case Verdict.Authenticated known -> {
                    return withAuthenticatedGroup(known.user());
                }
                case Verdict.Absent() -> {}
                case Verdict.Refused(var reason) -> refused.add(reason);
            }
        }
        if (!refused.isEmpty()) {
            log.debug("refused credentials: {}", refused);
            throw new BadCredentialsException(String.join("; ", refused));
        }
        if (!anonymous) {
            throw new InsufficientAuthenticationException("no credentials");
        }
        return User.anonymous();
    }

    static User withAuthenticatedGroup(User user) {
        if (user.groups().contains(User.AUTHENTICATED_GROUP)
                || user.groups().contains(User.UNAUTHENTICATED_GROUP)) {
            return user;
        }
        var groups = new ArrayList<>(user.groups());
        groups.add(User.AUTHENTICATED_GROUP);
        return new User(user.name(), user.uid(), groups, user.extra());
    }
}
