package ouroboros.text.block;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import ouroboros.text.Part;
import ouroboros.text.Sha256;
import ouroboros.text.Vocabulary;

/**
 * Writes one block file and then describes it as a {@link BlockFile}. Blocks must come in the order
 * of their units.
 */
public final class BlockFileWriter implements Closeable {
  private final String path;
  private final Part part;
  private final MessageDigest sha256 = Sha256.digest();
  private final OutputStream out;
  private final List<Integer> lengths = new ArrayList<>();
  private final List<Integer> sentences = new ArrayList<>();
  private final List<Integer> tokens = new ArrayList<>();
  private long size = BlockFrame.firstOffset();
  private long first = -1;
  private long unknown;

  /**
   * Starts the file.
   *
   * @param to closed by {@link #close}
   * @param part the part of the corpus that the file belongs to
   * @param path the name of the file in the manifest
   */
  public BlockFileWriter(OutputStream to, Part part, String path) throws IOException {
    this.path = path;
    this.part = part;
    this.out = new DigestOutputStream(to, sha256);
    out.write(BlockFrame.MAGIC);
  }

  /** Appends a block. */
  public void write(SentenceBlock block) throws IOException {
    byte[] frame = BlockFrame.around(BlockCodec.encode(block));
    out.write(frame);
    if (first < 0) {
      first = block.first();
    }
    size += frame.length;
    int count = block.end(block.sentences() - 1);
    lengths.add(frame.length);
    sentences.add(block.sentences());
    tokens.add(count);
    for (int i = 0; i < count; i++) {
      unknown += block.tokens()[i] == Vocabulary.UNK ? 1 : 0;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** The description of what was written. Call it once, after {@link #close}. */
  public BlockFile file() {
    return new BlockFile(
        part, path, first, size, Sha256.hex(sha256), lengths, sentences, tokens, unknown);
  }
}
