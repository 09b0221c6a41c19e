package dev.kaptan.standalone;

import dev.kaptan.standalone.pki.PkiCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Entry of the {@code kaptan} launcher; users call the launcher, which finds the JDK and builds.
 */
@Command(
        name = "kaptan",
        subcommands = {
            RunCommand.class,
            TrainCommand.class,
            StatusCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            MigrateStateCommand.class,
            StoreCommand.class,
            ResetCommand.class,
            VersionCommand.class,
            PkiCommand.class
        },
        description = "A Kubernetes-API-compatible cluster in one process")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        int code =
                new CommandLine(new Main())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExecutionExceptionHandler((failure, command, parsed) -> {
                            command.getErr().println(oneLine(failure));
                            return 1;
                        })
                        .execute(args);
        System.exit(code);
    }

    private static String oneLine(Exception failure) {
        var message = failure.getMessage();
        return "kaptan: " + (message == null ? failure.toString() : message);
    }
}
