package ouroboros.text.block;

import java.util.ArrayList;
import java.util.List;
import ouroboros.text.Part;

/**
 * A file of sentence blocks.
 *
 * <p>The file is the eight bytes {@code OUROBLK1}, then the blocks as {@link BlockFrame frames},
 * one after the other: a block starts where the block before it ends.
 *
 * @param part the part of the corpus that the file belongs to
 * @param path of the file, relative to the folder of the prepared corpus
 * @param first number of the first sentence within its part
 * @param size of the file in bytes
 * @param sha256 of the whole file, hexadecimal
 * @param lengths [blocks] bytes of each frame
 * @param sentences [blocks] sentences of each block
 * @param tokens [blocks] tokens of each block
 * @param unknown tokens of the file that are {@code <unk>}
 */
public record BlockFile(
    Part part,
    String path,
    long first,
    long size,
    String sha256,
    List<Integer> lengths,
    List<Integer> sentences,
    List<Integer> tokens,
    long unknown) {

  /** This record as bytes. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter(path.length() + sha256.length() + 12 * lengths.size() + 64);
    out.octet(part.code());
    out.string(path);
    out.varint(first);
    out.varint(size);
    out.string(sha256);
    out.varint(unknown);
    for (int block = 0; block < lengths.size(); block++) {
      out.varint(lengths.get(block));
      out.varint(sentences.get(block));
      out.varint(tokens.get(block));
    }
    return out.toBytes();
  }

  /** The record that {@link #toBytes} wrote. */
  public static BlockFile of(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    Part part = Part.of(in.octet());
    String path = in.string();
    long first = in.varint();
    long size = in.varint();
    String sha256 = in.string();
    long unknown = in.varint();
    List<Integer> lengths = new ArrayList<>();
    List<Integer> sentences = new ArrayList<>();
    List<Integer> tokens = new ArrayList<>();
    while (in.more()) {
      lengths.add(in.count());
      sentences.add(in.count());
      tokens.add(in.count());
    }
    return new BlockFile(part, path, first, size, sha256, lengths, sentences, tokens, unknown);
  }
}
