package dev.kaptan.standalone;

import dev.kaptan.api.engine.discovery.Version;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/** Prints which Kaptan this is and which API it serves. */
@Command(name = "version", description = "Prints the version of Kaptan and of the API")
final class VersionCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.out.println("Kaptan, Kubernetes API " + Version.GIT_VERSION);
        return 0;
    }
}
