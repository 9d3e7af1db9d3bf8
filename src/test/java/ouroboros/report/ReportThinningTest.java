package ouroboros.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReportThinningTest {
  @Test
  void shortRunsAreDrawnWhole() {
    assertThat(IntStream.rangeClosed(0, 10).filter(g -> ReportThinning.keeps(g, 10, 11)))
        .hasSize(11);
  }

  @Test
  void longRunsKeepTheirEndsAndAboutAsManyAsAsked() {
    int[] kept =
        IntStream.rangeClosed(0, 2_000).filter(g -> ReportThinning.keeps(g, 2_000, 60)).toArray();
    assertThat(kept).startsWith(0, 1).endsWith(2_000);
    assertThat(kept.length).isBetween(58, 63);
  }

  @Test
  void landmarksAreOneTwoFiveAndTheirTens() {
    assertThat(IntStream.rangeClosed(0, 67).filter(g -> ReportThinning.landmark(g, 67)))
        .containsExactly(0, 1, 2, 5, 10, 20, 50, 67);
  }
}
