package ouroboros.spark.corpus;

import java.io.Serializable;

/**
 * A file that a corpus is read from.
 *
 * @param path where it is, or {@code bundled:NAME}
 * @param name its path below the source that named it
 * @param size in bytes, as packed
 */
public record CorpusInput(String path, String name, long size) implements Serializable {}
