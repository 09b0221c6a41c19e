package dev.kaptan.standalone.pki;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Makes the certificates and kubeconfigs of a cluster whose services are processes of their own.
 */
@Command(name = "pki", description = "Makes certificates and kubeconfigs in a directory")
public final class PkiCommand implements Callable<Integer> {

    @Option(names = "--out", required = true, description = "Directory to write to")
    Path out = Path.of("");

    @Option(
            names = "--server",
            required = true,
            description = "URL of the API in the admin kubeconfig")
    String server = "";

    @Option(
            names = "--internal-server",
            required = true,
            description = "URL of the API in the services' kubeconfigs")
    String internalServer = "";

    @Option(
            names = "--host",
            required = true,
            split = ",",
            description = "Names and addresses under which the servers are reached")
    List<String> hosts = List.of();

    @Option(names = "--service-address", defaultValue = "10.96.0.1")
    String serviceAddress = "";

    @Option(names = "--node", split = ",", description = "Names of the nodes")
    List<String> nodes = List.of();

    @Override
    public Integer call() throws IOException {
        new ClusterPki(out, Clock.systemUTC())
                .ensure(new Subjects(server, internalServer, hosts, serviceAddress, nodes));
        return 0;
    }
}
