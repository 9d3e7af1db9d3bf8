package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ouroboros.text.Notice;

class IngestReportTest {
  private static IngestReport tally(int file, int problems) {
    IngestReport tally = new IngestReport();
    tally.add(Notice.BLANK_LINES, file + 1, new Origin(file, 0, 5));
    tally.add(Notice.DOCUMENTS, 3, null);
    tally.lines(file, 0, 10);
    tally.lines(file, 64, 20);
    for (int i = problems; i > 0; i--) {
      tally.problem(new Origin(file, 64, i), "problem " + i);
    }
    return tally;
  }

  @Test
  void mergingInAnyOrderGivesTheSame() {
    List<IngestReport> tallies = new ArrayList<>();
    for (int file = 0; file < 5; file++) {
      tallies.add(IngestReport.of(tally(file, 70).toBytes()));
    }
    byte[] wanted = merged(tallies).toBytes();
    Collections.shuffle(tallies, new Random(1));
    assertThat(merged(tallies).toBytes()).isEqualTo(wanted);
  }

  @Test
  void theFirstProblemsAreKeptAndAllCounted() {
    IngestReport tally = tally(2, 1000);
    assertThat(tally.problemCount()).isEqualTo(1000);
    assertThat(tally.problems()).hasSize(100);
    assertThat(tally.problems().get(99).at().line()).isEqualTo(100);
  }

  @Test
  void linesAreCountedThroughTheRangesOfAFile() {
    IngestReport tally = tally(2, 0);
    assertThat(tally.line(new Origin(2, 64, 3))).isEqualTo(13);
    assertThat(tally.line(new Origin(2, 0, 3))).isEqualTo(3);
    assertThat(tally.line(new Origin(2, 64, 0))).isZero();
  }

  private static IngestReport merged(List<IngestReport> tallies) {
    IngestReport sum = new IngestReport();
    tallies.forEach(sum::merge);
    return sum;
  }
}
