package ouroboros.ngram.heldout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of an array of counts, most of which are 0 or small. Alternately, the number of zeros
 * and the number of other counts that follow, then these counts. All are integers of variable
 * length with seven bits per byte; the lowest bit of a count says whether it is a multiple of
 * {@link RelativeScale#ONE}.
 */
final class SparseNumbers {
  private static final int ONE_BITS = Long.numberOfTrailingZeros(RelativeScale.ONE);

  private byte[] buffer;
  private int at;

  private SparseNumbers(byte[] buffer) {
    this.buffer = buffer;
  }

  /** Writes counts, none of which is below 0. */
  static void write(long[] counts, DataOutput out) throws IOException {
    SparseNumbers numbers = new SparseNumbers(new byte[256]);
    int i = 0;
    while (i < counts.length) {
      int zeros = i;
      while (i < counts.length && counts[i] == 0) {
        i++;
      }
      int from = i;
      while (i < counts.length && counts[i] != 0) {
        i++;
      }
      numbers.put(from - zeros);
      numbers.put(i - from);
      for (int k = from; k < i; k++) {
        numbers.put(shortened(counts[k]));
      }
    }
    numbers.write(counts.length, out);
  }

  /** Writes counts, none of which is below 0. */
  static void write(int[] counts, DataOutput out) throws IOException {
    SparseNumbers numbers = new SparseNumbers(new byte[256]);
    int i = 0;
    while (i < counts.length) {
      int zeros = i;
      while (i < counts.length && counts[i] == 0) {
        i++;
      }
      int from = i;
      while (i < counts.length && counts[i] != 0) {
        i++;
      }
      numbers.put(from - zeros);
      numbers.put(i - from);
      for (int k = from; k < i; k++) {
        numbers.put(shortened(counts[k]));
      }
    }
    numbers.write(counts.length, out);
  }

  /** Reads what {@link #write(long[], DataOutput)} wrote. */
  static long[] longs(DataInput in) throws IOException {
    long[] counts = new long[in.readInt()];
    SparseNumbers numbers = of(in);
    int i = 0;
    while (i < counts.length) {
      i += (int) numbers.next();
      for (long more = numbers.next(); more > 0; more--) {
        counts[i++] = restored(numbers.next());
      }
    }
    return counts;
  }

  /** Reads what {@link #write(int[], DataOutput)} wrote. */
  static int[] ints(DataInput in) throws IOException {
    int[] counts = new int[in.readInt()];
    SparseNumbers numbers = of(in);
    int i = 0;
    while (i < counts.length) {
      i += (int) numbers.next();
      for (long more = numbers.next(); more > 0; more--) {
        counts[i++] = (int) restored(numbers.next());
      }
    }
    return counts;
  }

  private static SparseNumbers of(DataInput in) throws IOException {
    SparseNumbers numbers = new SparseNumbers(new byte[in.readInt()]);
    in.readFully(numbers.buffer);
    return numbers;
  }

  private void write(int length, DataOutput out) throws IOException {
    out.writeInt(length);
    out.writeInt(at);
    out.write(buffer, 0, at);
  }

  private static long shortened(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count is below 0: " + count);
    }
    return (count & (RelativeScale.ONE - 1)) == 0 ? count >>> ONE_BITS << 1 | 1 : count << 1;
  }

  private static long restored(long number) {
    return (number & 1) == 0 ? number >>> 1 : number >>> 1 << ONE_BITS;
  }

  private void put(long number) {
    if (at + Long.BYTES + 2 > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    while ((number & ~0x7fL) != 0) {
      buffer[at++] = (byte) (number | 0x80);
      number >>>= 7;
    }
    buffer[at++] = (byte) number;
  }

  private long next() {
    long number = buffer[at++];
    if (number < 0) {
      number &= 0x7f;
      int shift = 7;
      byte more;
      do {
        more = buffer[at++];
        number |= (long) (more & 0x7f) << shift;
        shift += 7;
      } while (more < 0);
    }
    return number;
  }
}
