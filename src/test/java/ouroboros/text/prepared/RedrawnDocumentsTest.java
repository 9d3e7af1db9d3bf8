package ouroboros.text.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RedrawnDocumentsTest {
  /**
   * 100,000 documents: the share that is never drawn is 1/e with sd sqrt((1/e - 2/e^2)/100000) =
   * .00099, within 5 of them; that of documents drawn once is as large.
   */
  @Test
  void asManyDrawsAsDocuments() {
    int[] times = RedrawnDocuments.times(7, 3, 100_000);
    assertThat(Arrays.stream(times).sum()).isEqualTo(100_000);
    double none = Arrays.stream(times).filter(t -> t == 0).count() / 1e5;
    double once = Arrays.stream(times).filter(t -> t == 1).count() / 1e5;
    assertThat(none).isBetween(Math.exp(-1) - .005, Math.exp(-1) + .005);
    assertThat(once).isBetween(Math.exp(-1) - .008, Math.exp(-1) + .008);
  }

  @Test
  void seedAndReplicateDecide() {
    assertThat(RedrawnDocuments.times(7, 3, 500)).isEqualTo(RedrawnDocuments.times(7, 3, 500));
    assertThat(RedrawnDocuments.times(7, 3, 500)).isNotEqualTo(RedrawnDocuments.times(7, 4, 500));
    assertThat(RedrawnDocuments.times(7, 3, 500)).isNotEqualTo(RedrawnDocuments.times(8, 3, 500));
    assertThat(RedrawnDocuments.times(7, 3, 1)).containsExactly(1);
  }
}
