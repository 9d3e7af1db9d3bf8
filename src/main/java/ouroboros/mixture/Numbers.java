package ouroboros.mixture;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Rows of numbers as bytes, to the last bit: 8 bytes a number, highest first. */
public final class Numbers {
  private Numbers() {}

  /** Writes all of them. */
  public static void write(double[] numbers, DataOutput out) throws IOException {
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  /** Reads so many. */
  public static double[] read(int count, DataInput in) throws IOException {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }
}
