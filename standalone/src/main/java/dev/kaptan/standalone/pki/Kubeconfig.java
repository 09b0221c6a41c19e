package dev.kaptan.standalone.pki;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A <a
 * href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/">kubeconfig</a>
 * with one cluster and one user, everything embedded.
 */
record Kubeconfig(
        String cluster,
        String server,
        String authorityPem,
        String user,
        String certPem,
        String keyPem) {

    String render() {
        return """
        apiVersion: v1
        kind: Config
        current-context: %1$s
        clusters:
          - name: %1$s
            cluster:
              server: %2$s
              certificate-authority-data: %3$s
        contexts:
          - name: %1$s
            context:
              cluster: %1$s
              user: %4$s
        users:
          - name: %4$s
            user:
              client-certificate-data: %5$s
              client-key-data: %6$s
        """
                .formatted(
                        cluster,
                        server,
                        base64(authorityPem),
                        user,
                        base64(certPem),
                        base64(keyPem));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
