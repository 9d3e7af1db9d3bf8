package ouroboros.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.dating.Age;
import ouroboros.dating.AgeEstimate;
import ouroboros.dating.AgeInterval;
import ouroboros.dating.FeedbackPolicy;
import ouroboros.dating.FitTest;
import ouroboros.dating.TextAge;

class AgesTableTest {
  private static TextAge dated(int k, double share, AgeInterval interval) {
    AgeEstimate found = new AgeEstimate(new Age(FeedbackPolicy.MIXTURE, k, share), interval, -1);
    return new TextAge(TextAge.Kind.DATED, "", found, List.of(), new FitTest(1, 1, .25), null, 0);
  }

  private static TextAge undated(TextAge.Kind kind) {
    return new TextAge(kind, "because", null, List.of(), null, null, 1);
  }

  /** No upper end, and a share that nobody knows after two generations, are empty fields. */
  @Test
  void whatIsNotKnownIsEmpty() {
    StringWriter out = new StringWriter();
    AgesTable.write(
        out,
        List.of("a", "b", "c", "d"),
        List.of(
            dated(4, .1, new AgeInterval(3, 50, .04, .18)),
            dated(2, 0, new AgeInterval(2, 3, 0, 1)),
            undated(TextAge.Kind.REAL_TEXT),
            undated(TextAge.Kind.UNKNOWN)));
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(1)).startsWith("a,dated,4,3,,0.1,0.04,0.18,mixture,0.25,");
    assertThat(lines.get(2)).startsWith("b,dated,2,2,3,,,,mixture,0.25,");
    assertThat(lines.get(3)).isEqualTo("c,real-text,0,,,,,,,,because");
    assertThat(lines.get(4)).isEqualTo("d,unknown,,,,,,,,,because");
  }
}
