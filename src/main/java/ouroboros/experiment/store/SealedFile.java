package ouroboros.experiment.store;

import java.io.Serializable;

/**
 * A file, as described in a manifest.
 *
 * @param name path below the run's folder
 * @param bytes its size in bytes
 * @param sha256 SHA-256 of its content, in hexadecimal digits
 */
public record SealedFile(String name, long bytes, String sha256) implements Serializable {}
