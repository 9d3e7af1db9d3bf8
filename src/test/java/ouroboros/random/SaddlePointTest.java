package ouroboros.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SaddlePointTest {

  /** Up to 10^15 trials, probabilities down to 1e-300, six standard deviations from the mode. */
  @Test
  void ratiosOfBinomialProbabilitiesAgreeWithLongArithmetic() throws IOException {
    List<String> lines = lines();
    assertThat(lines).hasSizeGreaterThan(200);
    for (String line : lines) {
      String[] fields = line.split(" ", -1);
      long n = Long.parseLong(fields[0]);
      double p = Double.parseDouble(fields[1]);
      long k = Long.parseLong(fields[2]);
      long m = Long.parseLong(fields[3]);
      double expected = Double.parseDouble(fields[4]);
      double ratio = SaddlePoint.logBinomial(k, n, p) - SaddlePoint.logBinomial(m, n, p);
      assertThat(ratio).as(line).isCloseTo(expected, within(1e-9));
    }
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = SaddlePointTest.class.getResourceAsStream("binomial.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }
}
