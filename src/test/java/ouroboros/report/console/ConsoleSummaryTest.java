package ouroboros.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.report.ReportSource;

final class ConsoleSummaryTest {
  private static final String CELLS =
      "cell,folder,policy.kind\npolicy=frozen,001-b,frozen\npolicy=replace,000-a,replace\n";
  private static final String SUMMARY =
      """
      cell,generation,metric,subject,scope,mean,sd,replicates,low,high,expected,z
      policy=replace,1,vocabulary-retention,synthetic,all,0.81,0.01,3,0.8,0.82,0.8112,
      policy=replace,2,vocabulary-retention,synthetic,all,0.7,0.01,3,0.69,0.71,0.7021,-1.2
      policy=replace,1,perplexity,model,all,250.02,1.0,3,249.0,251.0,,
      policy=replace,2,perplexity,model,all,350.04,1.0,3,349.0,351.0,,
      policy=frozen,2,vocabulary-retention,synthetic,all,0.81,0.01,3,0.8,0.82,0.8112,
      policy=frozen,2,perplexity,model,all,Infinity,,3,,,,
      """;
  private static final String CONTRASTS =
      """
      cell,baseline,generation,metric,subject,scope,difference,low,high,replicates
      policy=replace,policy=frozen,2,vocabulary-retention,synthetic,all,-0.11,-0.12,-0.1,3
      policy=replace,policy=frozen,2,perplexity,model,all,139.25,138.0,140.0,3
      """;

  private static ConsoleSummary of(String cells, String summary) throws IOException {
    return ConsoleSummary.of(
        ReportSource.of(
            "run", Map.of("cells.csv", cells, "summary.csv", summary, "contrasts.csv", CONTRASTS)));
  }

  @Test
  void showsTheLastGenerationWithLawAndControl() throws IOException {
    assertThat(of(CELLS, SUMMARY).text())
        .isEqualTo(
            """
            cell            generation  vocabulary-retention     law  against frozen  perplexity  perplexity against frozen  since generation 1
            policy=replace           2                0.7000  0.7021          -0.110       350.0                     +139.3              +100.0
            policy=frozen            2                0.8100  0.8112               -    Infinity                          -                   -
            since generation 1 is all feedback only where the share of real text in the training set T_g stays the same
            """);
  }

  @Test
  void aColumnHasOnePrecision() throws IOException {
    String summary =
        SUMMARY
            .replace(
                "frozen,2,perplexity,model,all,Infinity", "frozen,1,perplexity,model,all,8.125")
            .replace("Infinity", "8.2");
    String more = "policy=frozen,2,perplexity,model,all,8.2728,,3,,,,\n";
    assertThat(of(CELLS, summary + more).rows())
        .extracting(row -> row.get(5) + " " + row.get(7))
        .containsExactly("350.0 +100.0", "8.3 +0.1");
  }

  /** Standard error .0021/1.75 = .0012; delta is 5.653 for 2 degrees of freedom. */
  @Test
  void saysHowSmallAGapWouldHaveBeenFound() throws IOException {
    String summary =
        """
        cell,generation,metric,subject,scope,mean,sd,replicates,low,high,expected,z,degrees,p
        policy=replace,2,vocabulary-retention,synthetic,all,0.7,0.01,3,0.69,0.71,0.7021,-1.75,2,0.2
        policy=frozen,2,vocabulary-retention,synthetic,all,0.81,0.01,3,0.8,0.82,0.8112,-1,,0.3
        """;
    assertThat(of(CELLS, summary).text())
        .endsWith(
            "vocabulary-retention of generation 2 differs from its law by at most 0.0021; in each"
                + " cell, 80 % of repetitions of this run would find a difference of 0.0068\n");
    assertThat(of(CELLS, SUMMARY).note())
        .isEqualTo(
            "since generation 1 is all feedback only where the share of real text in the training"
                + " set T_g stays the same\n");
    assertThat(of(CELLS, summary).note()).doesNotContain("since");
  }

  @Test
  void aRunWithoutSealedGenerationsShowsDashes() throws IOException {
    String header = SUMMARY.lines().findFirst().orElseThrow() + "\n";
    assertThat(of(CELLS, header).rows().get(0))
        .containsExactly("policy=replace", "-", "-", "-", "-", "-", "-", "-");
  }

  @Test
  void namesCannotSteerATerminal() throws IOException {
    String text = of(CELLS.replace("policy=frozen,", "a\u001b[31m\u009b,"), SUMMARY).text();
    assertThat(text).doesNotContain("\u001b", "\u009b").contains("a\uFFFD[31m\uFFFD");
  }

  @Test
  void longSweepsAreCutAndSaySo() throws IOException {
    StringBuilder cells = new StringBuilder("cell\n");
    for (int i = 0; i < 75; i++) {
      cells.append("size=").append(i).append('\n');
    }
    assertThat(of(cells.toString(), SUMMARY).text())
        .endsWith(".. and 15 more cells in summary.csv\n");
  }
}
