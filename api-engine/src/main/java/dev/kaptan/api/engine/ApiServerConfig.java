package dev.kaptan.api.engine;

import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.store.KeyValueStore;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * All that an {@link ApiServer} needs from outside.
 *
 * @param random names and tokens are drawn from it; must be safe for use by many threads
 * @param serviceCidr addresses of Services, for example {@code 10.96.0.0/16}
 * @param advertiseAddress where pods reach this server; the endpoint of the Service {@code
 *     kubernetes}
 * @param tokenAuthenticators further authenticators that TokenReview asks, after that of the
 *     service accounts
 */
public record ApiServerConfig(
        KeyValueStore store,
        Clock clock,
        RandomGenerator random,
        String serviceCidr,
        PortRange nodePorts,
        String advertiseAddress,
        int advertisePort,
        ServiceAccountKeys serviceAccounts,
        List<TokenAuthenticator> tokenAuthenticators) {

    public ApiServerConfig {
        tokenAuthenticators = List.copyOf(tokenAuthenticators);
        if (advertisePort < 1 || advertisePort > 65535) {
            throw new IllegalArgumentException(
                    "advertisePort must be between 1 and 65535, not " + advertisePort);
        }
    }

    /** Ports of Services of type NodePort, both ends inclusive. */
    public record PortRange(int first, int last) {
        /** Upstream's default. */
        public static final PortRange NODE_PORTS = new PortRange(30000, 32767);

        public PortRange {
            if (first < 1 || last > 65535 || first > last) {
                throw new IllegalArgumentException(
                        "a port range must lie within 1-65535, not " + first + "-" + last);
            }
        }
    }

    /**
     * Signs and verifies the tokens of service accounts.
     *
     * @param signing an EC P-256 or an RSA key
     * @param issuer the {@code iss} claim, an https URL, for example {@code
     *     https://kubernetes.default.svc.cluster.local}; also the audience of tokens that ask for
     *     none
     */
    public record ServiceAccountKeys(PrivateKey signing, PublicKey verification, String issuer) {
        public ServiceAccountKeys {
            if (issuer.isEmpty()) {
                throw new IllegalArgumentException("issuer must not be empty");
            }
        }
    }
}
