package dev.kaptan.gateway.security;

import dev.kaptan.api.engine.auth.User;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Our user in Spring Security's terms. Groups are no authorities: RBAC decides. */
public final class RequestUser extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient User user;

    RequestUser(User user) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.user = user;
        super.setAuthenticated(true);
    }

    /** Whom the request of the calling thread acts for. */
    public static User current() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof RequestUser known) {
            return known.user;
        }
        throw new IllegalStateException("the request was not authenticated");
    }

    static void set(User user) {
        SecurityContextHolder.setContext(new SecurityContextImpl(new RequestUser(user)));
    }

    @Override
    public User getPrincipal() {
        return user;
    }

    @Override
    public String getName() {
        return user.name();
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RequestUser that && user.equals(that.user);
    }

    @Override
    public int hashCode() {
        return user.hashCode();
    }
}
