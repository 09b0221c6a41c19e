package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.docker.pause.PauseImage;

import java.io.ByteArrayInputStream;

/** Puts the sandbox image into the engine. */
final class PauseLoader {

    private final Engine engine;

    PauseLoader(Engine engine) {
        this.engine = engine;
    }

    void load() {
        byte[] archive = PauseImage.archive(architecture());
        engine.commands().loadImageCmd(new ByteArrayInputStream(archive)).exec();
    }

    private String architecture() {
        return GoNames.architecture(engine.commands().infoCmd().exec().getArchitecture());
    }
}
