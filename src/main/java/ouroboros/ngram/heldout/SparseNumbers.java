package ouroboros.ngram.heldout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

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
    write(counts.length, i -> counts[i], out);
  }

  /** Writes counts, none of which is below 0. */
  static void write(int[] counts, DataOutput out) throws IOException {
    write(counts.length, i -> counts[i], out);
  }

  private static void write(int length, IntToLongFunction counts, DataOutput out)
      throws IOException {
    SparseNumbers numbers = new SparseNumbers(new byte[256]);
    int i = 0;
    while (i < length) {
      int zeros = i;
      while (i < length && counts.applyAsLong(i) == 0) {
        i++;
      }
      int from = i;
      while (i < length && counts.applyAsLong(i) != 0) {
        i++;
      }
      numbers.put(from - zeros);
      numbers.put(i - from);
      for (int k = from; k < i; k++) {
        numbers.put(shortened(counts.applyAsLong(k)));
      }
    }
    out.writeInt(length);
    out.writeInt(numbers.at);
    out.write(numbers.buffer, 0, numbers.at);
  }

  /** Reads what {@link #write(long[], DataOutput)} wrote. */
  static long[] longs(DataInput in) throws IOException {
    long[] counts = new long[in.readInt()];
    read(counts.length, (i, count) -> counts[i] = count, in);
    return counts;
  }

  /** Reads what {@link #write(int[], DataOutput)} wrote. */
  static int[] ints(DataInput in) throws IOException {
    int[] counts = new int[in.readInt()];
    read(counts.length, (i, count) -> counts[i] = (int) count, in);
    return counts;
  }

  /** Takes a count that is not 0. */
  private interface Target {
    void set(int i, long count);
  }

  private static void read(int length, Target counts, DataInput in) throws IOException {
    SparseNumbers numbers = of(in);
    int i = 0;
    while (i < length) {
      i += (int) numbers.next();
      for (long more = numbers.next(); more > 0; more--) {
        counts.set(i++, restored(numbers.next()));
      }
    }
  }

  private static SparseNumbers of(DataInput in) throws IOException {
    SparseNumbers numbers = new SparseNumbers(new byte[in.readInt()]);
    in.readFully(numbers.buffer);
    return numbers;
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
