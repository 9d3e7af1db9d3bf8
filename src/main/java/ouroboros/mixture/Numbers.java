package ouroboros.mixture;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Doubles as bytes without loss of bits: 8 bytes per number, big-endian. */
public final class Numbers {
  private Numbers() {}

  /** Writes all numbers. */
  public static void write(double[] numbers, DataOutput out) throws IOException {
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  /** Reads {@code count} numbers. */
  public static double[] read(int count, DataInput in) throws IOException {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }
}
