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
            verdicts on eight meanings of collapse: 2 yes, 1 no, 1 undecided; see verdicts.csv
            collapsed: a: risk rose
            collapsed: b: risk rose
            onset: a: vocabulary-retention generation 2, perplexity generation 5
            onset: b\uFFFD: perplexity generation 1
            onset: no later than in this generation a metric differs from its control for good; 2 is the earliest that can be found; margins differ by metric, so compare cells, not metrics
            """);
  }

  /** Bootstrap differs from frozen because it was drawn twice, and never saw its own output. */
  @Test
  void aCellThatTrainsOnRealTextOnlyHasNotLeft() throws IOException {
    String onsets =
        """
        cell,baseline,metric,subject,scope,generation,difference
        policy=bootstrap,f,vocabulary-retention,synthetic,all,2,-0.1
        """;
    String ledger =
        """
        cell,replicate,generation,author-generation,depth,units,tokens,share
        policy=bootstrap,0,0,0,0,10,100,1.0
        policy=bootstrap,0,1,0,0,10,100,1.0
        policy=replace,0,2,2,2,10,100,1.0
        policy=control,0,2,2,1,10,100,1.0
        """;
    assertThat(text(Map.of("onsets.csv", onsets, "ledger.csv", ledger)))
        .isEqualTo(
            "differs without feedback: policy=bootstrap: vocabulary-retention generation 2\n");
    assertThat(
            text(
                Map.of("onsets.csv", onsets.replace("bootstrap", "replace"), "ledger.csv", ledger)))
        .startsWith("onset: policy=replace: ");
    // Texts of M_0 are not fed back.
    assertThat(
            text(
                Map.of("onsets.csv", onsets.replace("bootstrap", "control"), "ledger.csv", ledger)))
        .startsWith("differs without feedback: policy=control: ");
  }

  @Test
  void cellsHaveTheOrderOfTheTable() throws IOException {
    String onsets =
        """
        cell,baseline,metric,subject,scope,generation,difference
        a,f,perplexity,training,all,2,3
        b,f,perplexity,training,all,3,3
        """;
    String cells = "cell,folder,policy.kind\na,001-a,replace\nb,000-b,anchor\n";
    assertThat(text(Map.of("onsets.csv", onsets, "cells.csv", cells)))
        .startsWith(
            """
            onset: b: perplexity generation 3
            onset: a: perplexity generation 2
            """);
  }

  @Test
  void whatMoreReplicatesMayTellIsCountedApartFromWhatTheyCannot() throws IOException {
    String verdicts =
        """
        cell,meaning,verdict,reason
        a,any increase,undecided,the tests say neither yes nor no; more replicates may tell
        a,asymptotically diverging risk,undecided,more generations or replicates may tell
        a,collapsing variance,undecided,cannot be told from this run: no metric is a variance
        a,change in scaling law,undecided,a value is infinite
        a,real tail data disappearing,yes,
        """;
    assertThat(text(Map.of("verdicts.csv", verdicts)))
        .isEqualTo(
            "verdicts on eight meanings of collapse: 1 yes, 0 no, 2 need more replicates, 1 cannot"
                + " be told from this run, 1 undecided; see verdicts.csv\n"
                + "collapsed: a: tail shrank\n");
  }

  @Test
  void countsTheMeansThatFewReplicatesCarry() throws IOException {
    assertThat(text(Map.of("warnings.csv", "cell,generation\na,1\na,2\n")))
        .isEqualTo(
            "warning: a few replicates decide 2 of the means; warnings.csv has their medians\n");
    assertThat(text(Map.of("warnings.csv", "cell,generation\n"))).isEmpty();
  }

  @Test
  void saysHowManyReplicatesAVerdictNeeds() throws IOException {
    String few = "cell,meaning,verdict,reason\na,any increase,undecided,needs 5 replicates\n";
    assertThat(text(Map.of("verdicts.csv", few)))
        .isEqualTo(
            """
            verdicts on eight meanings of collapse: 0 yes, 0 no, 1 need more replicates; see verdicts.csv
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
        .contains(".. and 5 more cells in onsets.csv\n")
        .hasLineCount(22);
  }

  /** The run was extended twice; at the second look a verdict is lost, one is new, one stays. */
  @Test
  void anExtendedRunSaysWhichVerdictsHaveChanged() throws IOException {
    String looks =
        """
        {"look": 2, "looks": [{"replicates": 5, "generations": 3, "cells": 1},
          {"replicates": 9, "generations": 3, "cells": 2}]}
        """;
    String before =
        "{\"a\": {\"any increase\": \"yes\", \"change in scaling law\": \"undecided\","
            + " \"collapsing variance\": \"no\"}}";
    String after =
        "{\"b\": {\"any increase\": \"yes\"}, \"a\": {\"any increase\": \"undecided\","
            + " \"change in scaling law\": \"no\", \"collapsing variance\": \"no\"}}";
    String first = "looks/verdicts-replicates-5-generations-3-cells-1.json";
    String second = "looks/verdicts-replicates-9-generations-3-cells-2.json";
    String since = "since the last look (5 replicates, 3 generations, 1 cell)";
    assertThat(text(Map.of("run.json", looks, first, before, second, after)))
        .isEqualTo(
            "changed "
                + since
                + ": a: risk rose: yes, now undecided\n"
                + "changed "
                + since
                + ": a: scaling law changed: undecided, now no\n"
                + "each further look asks for stronger evidence, so a yes or a no can become"
                + " undecided\n");
    assertThat(text(Map.of("run.json", looks, first, before, second, before)))
        .isEqualTo("no verdict has changed " + since + "\n");
    assertThat(text(Map.of("run.json", looks, second, after))).isEmpty();
    String once = looks.replace("\"look\": 2", "\"look\": 1");
    assertThat(text(Map.of("run.json", once, first, before, second, after))).isEmpty();
  }

  private static String text(Map<String, String> tables) throws IOException {
    return ConsoleFindings.text(ReportSource.of("run", tables));
  }
}
