package dev.kaptan.agent.boot;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Lets in clients whose verified certificate names one of those who may use this API. */
final class ClientFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final transient Set<String> allowed;

    ClientFilter(Collection<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var client = commonName(request);
        if (request.getRequestURI().equals("/healthz") || isAllowed(client)) {
            chain.doFilter(request, response);
        } else if (client == null) {
            answer(response, HttpServletResponse.SC_UNAUTHORIZED, "Unauthorized");
        } else {
            answer(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "Forbidden (user=%s, verb=%s, resource=nodes, subresource(s)=[proxy])"
                            .formatted(client, request.getMethod().toLowerCase(Locale.ROOT)));
        }
    }

    private boolean isAllowed(@Nullable String client) {
        return client != null && allowed.contains(client);
    }

    private static void answer(HttpServletResponse response, int code, String text)
            throws IOException {
        response.setStatus(code);
        response.setContentType("text/plain");
        response.getWriter().println(text);
    }

    private static @Nullable String commonName(HttpServletRequest request) {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
                        && chain.length > 0
                ? commonName(chain[0])
                : null;
    }

    private static @Nullable String commonName(X509Certificate certificate) {
        try {
            var name = new LdapName(certificate.getSubjectX500Principal().getName());
            return name.getRdns().stream()
                    .filter(part -> part.getType().equalsIgnoreCase("CN"))
                    .map(part -> part.getValue().toString())
                    .findFirst()
                    .orElse(null);
        } catch (InvalidNameException e) {
            return null;
        }
    }
}
