package ouroboros.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.report.ReportSource;

final class ConsoleVerdictsTest {
  private static final String HEAD =
      "cell,meaning,verdict,metric,subject,scope,generation,reason\n";
  private static final String VERDICTS =
      HEAD
          + """
          accumulate,real tail data disappearing,yes,vocabulary-retention,synthetic,all,10,
          frozen,any increase,no,perplexity,training,all,10,
          replace,any increase,yes,perplexity,training,all,10,
          replace,asymptotically diverging risk,yes,perplexity,training,all,10,
          replace,catastrophic increase of population risk,no,perplexity,training,all,10,
          replace,real tail data disappearing,yes,vocabulary-retention,synthetic,all,10,
          """;
  private static final String CELLS =
      "cell,folder,policy.kind\naccumulate,001-a,a\nfrozen,002-f,f\nreplace,000-r,r\n";
  private static final String ONSETS =
      """
      cell,baseline,metric,subject,scope,generation,difference
      accumulate,frozen,vocabulary-retention,synthetic,all,,-0.1
      replace,replace,perplexity,training,all,3,9
      replace,frozen,perplexity,synthetic,all,2,9
      replace,frozen,vocabulary-retention,synthetic,all,2,-0.1
      replace,frozen,vocabulary-retention,synthetic,stratum=x,5,-0.1
      """;

  @Test
  void saysInWhichSensesEachCellCollapsedAndByWhen() throws IOException {
    assertThat(text(Map.of("verdicts.csv", VERDICTS, "onsets.csv", ONSETS, "cells.csv", CELLS)))
        .isEqualTo(
            """
            verdicts on eight meanings of collapse: 4 yes, 2 no; see verdicts.csv
            collapsed: replace: risk rose (perplexity, by generation 3), risk keeps growing (perplexity), tail shrank (vocabulary-retention, by generation 2)
            collapsed: accumulate: tail shrank (vocabulary-retention)
            not collapsed: frozen: in 1 meaning
            """);
  }

  /** A reason that all cells share says nothing about one of them. */
  @Test
  void aCellWithoutADecisionSaysWhatWouldTell() throws IOException {
    String verdicts =
        HEAD
            + """
            accumulate,any increase,undecided,,,,,cannot be told from this run: a control would tell
            accumulate,change of scaling law,undecided,,,,,cannot be told from this run: sizes would tell
            accumulate,real tail data disappearing,undecided,,,,,the tests say neither yes nor no; more replicates may tell
            frozen,any increase,no,perplexity,training,all,10,
            frozen,change of scaling law,undecided,,,,,cannot be told from this run: sizes would tell
            replace,any increase,yes,perplexity,training,all,10,
            replace,change of scaling law,undecided,,,,,cannot be told from this run: sizes would tell
            """;
    assertThat(text(Map.of("verdicts.csv", verdicts, "cells.csv", CELLS)))
        .endsWith(
            """
            collapsed: replace: risk rose (perplexity)
            undecided: accumulate: a control would tell; the tests say neither yes nor no; more replicates may tell
            not collapsed: frozen: in 1 meaning; 1 undecided
            """);
  }

  /** The metric of a catastrophe had left its control long before it had risen by a bit. */
  @Test
  void anOnsetIsNotTheTimeOfACatastrophe() throws IOException {
    String verdicts =
        HEAD + "replace,catastrophic increase of population risk,yes,perplexity,training,all,10,\n";
    assertThat(text(Map.of("verdicts.csv", verdicts, "onsets.csv", ONSETS)))
        .endsWith("collapsed: replace: risk rose catastrophically (perplexity)\n");
  }

  @Test
  void aRunWithoutOnsetsSaysNoGeneration() throws IOException {
    assertThat(text(Map.of("verdicts.csv", VERDICTS)))
        .contains("collapsed: accumulate: tail shrank (vocabulary-retention)\n")
        .doesNotContain("by generation");
  }

  @Test
  void controlCharactersInNamesAreNotPrinted() throws IOException {
    assertThat(text(Map.of("verdicts.csv", HEAD + "b\u001b,any increase,yes,,,,,\n")))
        .endsWith("collapsed: b\uFFFD: risk rose\n");
  }

  @Test
  void longSweepsAreCutAndSaySo() throws IOException {
    StringBuilder verdicts = new StringBuilder(HEAD);
    for (int i = 0; i < 25; i++) {
      verdicts.append("c").append(i).append(",any increase,yes,perplexity,training,all,10,\n");
    }
    assertThat(text(Map.of("verdicts.csv", verdicts.toString())))
        .endsWith(".. and 5 more cells in verdicts.csv\n")
        .hasLineCount(22);
  }

  private static String text(Map<String, String> tables) throws IOException {
    return ConsoleVerdicts.text(ReportSource.of("run", tables));
  }
}
