package ouroboros.spark.corpus;

import java.io.Serializable;

/**
 * The place of a block in a file: all that a task needs to read it.
 *
 * @param path whole path of its file
 * @param offset first byte of its frame
 * @param length bytes of its frame
 * @param first number of its first sentence within its part of the corpus
 * @param sentences how many sentences
 * @param tokens how many tokens
 */
public record BlockRef(String path, long offset, int length, long first, int sentences, int tokens)
    implements Serializable {}
