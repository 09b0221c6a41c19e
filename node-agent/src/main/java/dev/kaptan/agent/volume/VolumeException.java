package dev.kaptan.agent.volume;

/** A volume could not be made. The message is for the owner of the Pod. */
public final class VolumeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private VolumeException(String message, Throwable cause) {
        super(message, cause);
    }

    private VolumeException(String message) {
        super(message);
    }

    static VolumeException setUp(String volume, Throwable cause) {
        return new VolumeException(
                "MountVolume.SetUp failed for volume \"%s\" : %s"
                        .formatted(volume, cause.getMessage()),
                cause);
    }

    static VolumeException of(String message) {
        return new VolumeException(message);
    }
}
