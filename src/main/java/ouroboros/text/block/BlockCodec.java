package ouroboros.text.block;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * A {@link SentenceBlock} as bytes: version, flags, first unit, sentences, tokens; the lengths of
 * the sentences; strata, periods, documents and paragraphs as runs (the difference to the value
 * before, the length of the run); the tokens. All numbers are varints. There are no tags and no
 * further compression: because ids are in the order of frequency, a token takes about 1.4 bytes.
 */
public final class BlockCodec {
  private static final int VERSION = 2;
  private static final int STRATA = 1;
  private static final int PERIODS = 2;
  private static final int DOCUMENTS = 4;
  private static final int PARAGRAPHS = 8;

  private BlockCodec() {}

  /** The block as bytes. */
  public static byte[] encode(SentenceBlock block) {
    int sentences = block.sentences();
    int tokens = sentences == 0 ? 0 : block.end(sentences - 1);
    ByteWriter out = new ByteWriter(tokens * 2 + sentences + 32);
    out.octet(VERSION);
    out.octet(
        (block.hasStrata() ? STRATA : 0)
            | (block.hasPeriods() ? PERIODS : 0)
            | (block.hasDocuments() ? DOCUMENTS : 0)
            | (block.hasParagraphs() ? PARAGRAPHS : 0));
    out.varint(block.first());
    out.varint(sentences);
    out.varint(tokens);
    for (int i = 0; i < sentences; i++) {
      out.varint(block.end(i) - block.start(i));
    }
    if (block.hasStrata()) {
      runs(out, sentences, block::stratum);
    }
    if (block.hasPeriods()) {
      runs(out, sentences, block::period);
    }
    if (block.hasDocuments()) {
      runs(out, sentences, block::document);
    }
    if (block.hasParagraphs()) {
      runs(out, sentences, block::paragraph);
    }
    int[] all = block.tokens();
    for (int i = 0; i < tokens; i++) {
      out.varint(all[i]);
    }
    return out.toBytes();
  }

  /**
   * Decodes a block.
   *
   * @throws IllegalStateException if the bytes are not a block
   */
  public static SentenceBlock decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.octet();
    if (version != VERSION) {
      throw new IllegalStateException(
          "a block of version " + version + "; this code reads version " + VERSION);
    }
    int flags = in.octet();
    long first = in.varint();
    int[] ends = new int[limited(in, in.count())];
    int[] tokens = new int[limited(in, in.count())];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += in.count();
      ends[i] = end;
    }
    int[] strata = runs(in, (flags & STRATA) == 0 ? 0 : ends.length);
    long[] periods = longRuns(in, (flags & PERIODS) == 0 ? 0 : ends.length);
    int[] documents = runs(in, (flags & DOCUMENTS) == 0 ? 0 : ends.length);
    int[] paragraphs = runs(in, (flags & PARAGRAPHS) == 0 ? 0 : ends.length);
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (int) in.varint();
    }
    if (end != tokens.length || in.more()) {
      throw new IllegalStateException("a block whose sentences do not fill it");
    }
    return new SentenceBlock(first, tokens, ends, strata, periods, documents, paragraphs);
  }

  /**
   * Checks a number of entries. Every sentence and every token takes at least one byte, so a larger
   * number means damage.
   */
  private static int limited(ByteReader in, int count) {
    if (count > in.left()) {
      throw new IllegalStateException(
          count + " entries in a block with " + in.left() + " bytes left");
    }
    return count;
  }

  private static void runs(ByteWriter out, int size, IntToLongFunction value) {
    long before = 0;
    for (int i = 0; i < size; ) {
      long now = value.applyAsLong(i);
      int start = i;
      while (i < size && value.applyAsLong(i) == now) {
        i++;
      }
      out.zigzag(now - before);
      out.varint(i - start);
      before = now;
    }
  }

  private static int[] runs(ByteReader in, int size) {
    return Arrays.stream(longRuns(in, size)).mapToInt(value -> (int) value).toArray();
  }

  private static long[] longRuns(ByteReader in, int size) {
    long[] values = new long[size];
    long value = 0;
    for (int i = 0; i < size; ) {
      value += in.zigzag();
      int end = i + in.count();
      if (end > size || end <= i) {
        throw new IllegalStateException("a block whose runs do not fill it");
      }
      while (i < end) {
        values[i++] = value;
      }
    }
    return values;
  }
}
