package dev.kaptan.gateway.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.authorization.AuthorizationDeniedException;

import java.io.IOException;

/** Lets a user act as another one, where RBAC grants {@code impersonate} on all that is asked. */
final class ImpersonationFilter implements Filter {

    private final Access access;

    ImpersonationFilter(Access access) {
        this.access = access;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var wanted = Impersonation.of((HttpServletRequest) request);
        if (wanted != null) {
            authorize(wanted);
            RequestUser.set(wanted.user());
        }
        chain.doFilter(request, response);
    }

    private void authorize(Impersonation wanted) {
        var caller = RequestUser.current();
        for (var needed : wanted.needed()) {
            var decision = access.decide(caller, needed);
            if (!decision.isGranted()) {
                throw new AuthorizationDeniedException("impersonation refused", decision);
            }
        }
    }
}
