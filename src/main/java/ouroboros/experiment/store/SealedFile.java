package ouroboros.experiment.store;

import java.io.Serializable;

/**
 * A file as a manifest names it.
 *
 * @param name path below the run's folder
 * @param bytes its size
 * @param sha256 its content, in hexadecimal digits
 */
public record SealedFile(String name, long bytes, String sha256) implements Serializable {}
