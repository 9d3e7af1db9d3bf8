package ouroboros.text.read;

import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;

/**
 * A place in the input.
 *
 * @param file number of the file in the list of inputs
 * @param start first byte of the range in which it was read; 0 where the file was read whole
 * @param line number of the line within that range, from 1; 0 for the file itself
 */
public record Origin(int file, long start, long line) implements Comparable<Origin> {
  @Override
  public int compareTo(Origin other) {
    int byFile = Integer.compare(file, other.file);
    int byStart = byFile != 0 ? byFile : Long.compare(start, other.start);
    return byStart != 0 ? byStart : Long.compare(line, other.line);
  }

  void write(ByteWriter to) {
    to.varint(file);
    to.varint(start);
    to.varint(line);
  }

  static Origin read(ByteReader from) {
    return new Origin(from.count(), from.varint(), from.varint());
  }
}
