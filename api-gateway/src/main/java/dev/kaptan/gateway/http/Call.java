package dev.kaptan.gateway.http;

import dev.kaptan.api.engine.request.QueryParameters;
import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.api.engine.request.RequestInfos;

import jakarta.servlet.http.HttpServletRequest;

import java.util.Set;

/** What a request is about, found out once and known to every filter after that. */
public record Call(RequestInfo info, QueryParameters query) {

    private static final String ATTRIBUTE = Call.class.getName();

    /** Upstream's long-running check: bounded by neither time nor number. */
    private static final Set<String> STREAMS =
            Set.of("attach", "exec", "proxy", "log", "portforward");

    static Call begin(HttpServletRequest request) {
        var path = RequestLine.path(request.getRequestURI());
        var query = RequestLine.query(request.getQueryString());
        var call = new Call(RequestInfos.parse(request.getMethod(), path, query), query);
        request.setAttribute(ATTRIBUTE, call);
        return call;
    }

    public static Call of(HttpServletRequest request) {
        return (Call) request.getAttribute(ATTRIBUTE);
    }

    public boolean longRunning() {
        return info.resourceRequest()
                && (info.verb().equals("watch")
                        || info.verb().equals("proxy")
                        || STREAMS.contains(info.subresource()));
    }
}
