package dev.kaptan.state.grpc;

import dev.kaptan.state.store.StateStore;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

import org.jspecify.annotations.Nullable;

import java.security.cert.X509Certificate;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** What a call says about its caller; it is looked at only while authentication is on. */
record Credentials(Metadata headers, Attributes connection) {

    private static final Context.Key<Credentials> KEY = Context.key("credentials");
    private static final Metadata.Key<String> TOKEN = key("token");

    /** Where etcd's HTTP clients put the token. */
    private static final Metadata.Key<String> AUTHORIZATION = key("authorization");

    /** A proxy's certificate says nothing about whom it calls for. */
    private static final Metadata.Key<String> PROXIED = key("grpcgateway-accept");

    /** Keeps every call's credentials where {@link #current} finds them. */
    static ServerInterceptor interceptor(StateStore store) {
        return new ServerInterceptor() {
            @Override
            public <Q, S> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
                if (!store.readLocally().auth().enabled()) {
                    return next.startCall(call, headers);
                }
                var credentials = new Credentials(headers, call.getAttributes());
                var context = Context.current().withValue(KEY, credentials);
                return Contexts.interceptCall(context, call, headers, next);
            }
        };
    }

    /** Those of the running call; null if it began while authentication was off. */
    static @Nullable Credentials current() {
        return KEY.get();
    }

    @Nullable String token() {
        var token = headers.get(TOKEN);
        return token == null ? headers.get(AUTHORIZATION) : token;
    }

    /** The common name of the client's certificate. */
    @Nullable String commonName() {
        var session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null || headers.containsKey(PROXIED)) {
            return null;
        }
        try {
            return commonName(session);
        } catch (SSLPeerUnverifiedException | InvalidNameException e) {
            return null;
        }
    }

    private static @Nullable String commonName(SSLSession session)
            throws SSLPeerUnverifiedException, InvalidNameException {
        if (!(session.getPeerCertificates()[0] instanceof X509Certificate certificate)) {
            return null;
        }
        var subject = new LdapName(certificate.getSubjectX500Principal().getName());
        return subject.getRdns().stream()
                .filter(each -> each.getType().equalsIgnoreCase("CN"))
                .map(each -> String.valueOf(each.getValue()))
                .findFirst()
                .orElse(null);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
