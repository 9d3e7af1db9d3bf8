package ouroboros.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.report.ReportSource;

final class ConsoleFindingsTest {
  private static final String VERDICTS =
      """
      cell,meaning,verdict
      a,any increase,yes
      a,collapsing variance,no
      a,real modes merging,undecided
      b,any increase,yes
      """;
  private static final String ONSETS =
      """
      cell,baseline,metric,subject,scope,generation,difference
      a,f,entropy-1,synthetic,all,3,-0.2
      a,f,perplexity,training,all,5,10
      a,f,perplexity,training,stratum=x,1,10
      a,f,vocabulary-retention,synthetic,all,2,-0.1
      a,f,vocabulary-retention,training,all,1,-0.1
      b\u001b,f,perplexity,training,all,1,3
      c,f,perplexity,training,all,,3
      """;

  @Test
  void saysWhatLeftFirstAndHowManyVerdictsThereAre() throws IOException {
    assertThat(text(Map.of("verdicts.csv", VERDICTS, "onsets.csv", ONSETS)))
        .isEqualTo(
            """
            collapsed, in eight senses: 2 yes, 1 no, 1 undecided; see verdicts.csv
            left frozen: a: vocabulary-retention in generation 2, perplexity in generation 5
            left frozen: b\uFFFD: perplexity in generation 1
            """);
  }

  @Test
  void countsTheMeansThatFewReplicatesCarry() throws IOException {
    assertThat(text(Map.of("warnings.csv", "cell,generation\na,1\na,2\n")))
        .isEqualTo(
            "warning: a few replicates carry 2 of the means; warnings.csv has their medians\n");
    assertThat(text(Map.of("warnings.csv", "cell,generation\n"))).isEmpty();
  }

  @Test
  void saysHowManyReplicatesAVerdictNeeds() throws IOException {
    String few = "cell,meaning,verdict,reason\na,any increase,undecided,needs 5 replicates\n";
    assertThat(text(Map.of("verdicts.csv", few)))
        .isEqualTo(
            """
            collapsed, in eight senses: 0 yes, 0 no, 1 undecided; see verdicts.csv
            a verdict needs 5 replicates: --set replicates=5 on the same --out extends this run
            """);
  }

  @Test
  void aRunWithoutTheTablesSaysNothing() throws IOException {
    assertThat(text(Map.of())).isEmpty();
  }

  @Test
  void longSweepsAreCutAndSaySo() throws IOException {
    StringBuilder onsets = new StringBuilder("cell,metric,subject,scope,generation\n");
    for (int i = 0; i < 25; i++) {
      onsets.append("c").append(i).append(",perplexity,training,all,2\n");
    }
    assertThat(text(Map.of("onsets.csv", onsets.toString())))
        .endsWith(".. and 5 more cells in onsets.csv\n")
        .hasLineCount(21);
  }

  private static String text(Map<String, String> tables) throws IOException {
    return ConsoleFindings.text(ReportSource.of("run", tables));
  }
}
