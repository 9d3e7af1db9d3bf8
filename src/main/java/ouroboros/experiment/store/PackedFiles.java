package ouroboros.experiment.store;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Many files of a table in a few arrays, because the driver keeps those of all generations of a
 * lineage. Memory: about 70 bytes for each file, where objects take 250. Immutable.
 */
final class PackedFiles extends AbstractList<SealedFile> implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1L;

  /** Fewer files stay as they are. */
  private static final int MANY = 256;

  private static final HexFormat HEX = HexFormat.of();
  private static final int HASH = 32;

  /** How all names begin. */
  private final String prefix;

  /** The other parts of the names, one after the other. */
  private final byte[] names;

  /** [files] where the name of each ends. */
  private final int[] ends;

  private final long[] sizes;
  private final byte[] hashes;

  private PackedFiles(List<SealedFile> files, String prefix) {
    this.prefix = prefix;
    byte[][] rest = new byte[files.size()][];
    ends = new int[files.size()];
    sizes = new long[files.size()];
    hashes = new byte[HASH * files.size()];
    int end = 0;
    for (int i = 0; i < rest.length; i++) {
      SealedFile file = files.get(i);
      rest[i] = file.name().substring(prefix.length()).getBytes(StandardCharsets.UTF_8);
      end = Math.addExact(end, rest[i].length);
      ends[i] = end;
      sizes[i] = file.bytes();
      System.arraycopy(HEX.parseHex(file.sha256()), 0, hashes, HASH * i, HASH);
    }
    names = new byte[end];
    for (int i = 0; i < rest.length; i++) {
      System.arraycopy(rest[i], 0, names, ends[i] - rest[i].length, rest[i].length);
    }
  }

  /** The same list; packed, if there are many files with hashes of the usual form. */
  static List<SealedFile> of(List<SealedFile> files) {
    if (files.size() < MANY || files instanceof PackedFiles) {
      return files;
    }
    String prefix = files.get(0).name();
    for (SealedFile file : files) {
      if (!isHash(file.sha256())) {
        return files;
      }
      int shared = Arrays.mismatch(prefix.toCharArray(), file.name().toCharArray());
      prefix = shared < 0 ? prefix : prefix.substring(0, shared);
    }
    // A pair of surrogates is not cut in two.
    boolean isCut =
        !prefix.isEmpty() && Character.isHighSurrogate(prefix.charAt(prefix.length() - 1));
    return new PackedFiles(files, isCut ? prefix.substring(0, prefix.length() - 1) : prefix);
  }

  private static boolean isHash(String text) {
    return text.length() == 2 * HASH
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  @Override
  public SealedFile get(int i) {
    int from = i == 0 ? 0 : ends[i - 1];
    String rest = new String(names, from, ends[i] - from, StandardCharsets.UTF_8);
    String hash = HEX.formatHex(hashes, HASH * i, HASH * (i + 1));
    return new SealedFile(prefix + rest, sizes[i], hash);
  }

  @Override
  public int size() {
    return ends.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PackedFiles that
        ? prefix.equals(that.prefix)
            && Arrays.equals(ends, that.ends)
            && Arrays.equals(sizes, that.sizes)
            && Arrays.equals(names, that.names)
            && Arrays.equals(hashes, that.hashes)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
