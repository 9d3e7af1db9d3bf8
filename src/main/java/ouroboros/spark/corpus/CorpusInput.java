package ouroboros.spark.corpus;

import java.io.Serializable;

/**
 * A file that a corpus is read from.
 *
 * @param path its path, or {@code bundled:NAME}
 * @param name its path relative to the source that named it
 * @param size in bytes, compressed where the file is
 */
public record CorpusInput(String path, String name, long size) implements Serializable {}
