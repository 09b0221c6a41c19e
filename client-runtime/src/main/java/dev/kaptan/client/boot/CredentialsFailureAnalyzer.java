package dev.kaptan.client.boot;

import dev.kaptan.client.connect.UnusableCredentialsException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns credentials that cannot be used into two lines instead of a stack trace. */
final class CredentialsFailureAnalyzer
        extends AbstractFailureAnalyzer<UnusableCredentialsException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnusableCredentialsException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set kaptan.client.kubeconfig (or kaptan.client.ca, .certificate and .key) to"
                        + " files that exist and that this user may read.",
                cause);
    }
}
