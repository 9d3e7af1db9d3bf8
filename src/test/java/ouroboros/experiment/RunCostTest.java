package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunCostTest {
  private static final long GIB = 1L << 30;

  private final RunCost cost = new RunCost("tokens", 2.5e6, 300, 3.0 * GIB, 20.0 * GIB, 0);

  @Test
  void whatFitsIsNoProblem() {
    assertThat(cost.problems("x.yaml", 4 * GIB, 21 * GIB)).isEmpty();
  }

  @Test
  void whatDoesNotFitIsSaidWholeWithAWayOut() {
    assertThat(cost.problems("x.yaml", 2 * GIB, GIB))
        .extracting(Problem::text)
        .containsExactly(
            "the run needs about 3072 MiB of memory at once, a process has 2048 MiB; give it more,"
                + " use fewer cores, or lower size, order or generations",
            "the run needs about 20.0 GiB of disk, there is room for 1024 MiB; choose another"
                + " --out, keep: needed, or fewer replicates or generations");
  }

  @Test
  void aLineSaysAll() {
    assertThat(cost.text())
        .isEqualTo("cost: 2,500,000 tokens, about 5 min, 3072 MiB of memory, 20.0 GiB of disk");
  }

  @Test
  void whatNobodyCanTellIsNotLeftOutInSilence() {
    assertThat(new RunCost("tokens", 2.5e6, 300, 3.0 * GIB, 20.0 * GIB, 4).text())
        .endsWith("20.0 GiB of disk, without 4 cells that draw documents");
    assertThat(new RunCost("tokens", 0, 0, 0, 0, 4).text())
        .isEqualTo("cost: no estimate of 4 cells that draw documents");
  }
}
