package ouroboros.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static ouroboros.report.ReportBrowser.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.report.page.Report;

/** What readers see of the symptoms of a run, in a real browser. */
final class ReportSymptomsInBrowserTest {
  private static final String CELLS =
      """
      cell,folder,policy.kind
      policy=frozen,000-a,frozen
      policy=replace,001-b,replace
      """;
  private static final String ONSETS =
      """
      cell,baseline,metric,subject,scope,generation,difference,margin,p-adjusted,replicates
      policy=replace,policy=frozen,duplicate-sentences,synthetic,all,2,0.1,0.01,0.001,3
      """;

  @TempDir static Path work;
  private static ReportBrowser browser;
  private static Path page;

  private static String rows(
      String metric, String subject, String scope, double first, double last) {
    StringBuilder rows = new StringBuilder();
    for (String cell : List.of("policy=frozen", "policy=replace")) {
      for (int g = 1; g <= 2; g++) {
        double value = cell.endsWith("frozen") || g == 1 ? first : last;
        rows.append(
            "%s,%d,%s,%s,%s,%s,.01,3,%s,%s,,\n"
                .formatted(cell, g, metric, subject, scope, value, value - .01, value + .01));
      }
    }
    return rows.toString();
  }

  /** Sentences 2, 5, 7 and 9 of R, and of two generations of a cell. */
  private static String samples(String cell, String second) {
    StringBuilder lines = new StringBuilder();
    for (int unit : List.of(9, 2, 7, 5)) {
      String line =
          "{\"cell\":\"%s\",\"replicate\":0,\"generation\":%d,\"unit\":%d,\"text\":\"%s\"%s}\n";
      lines.append(line.formatted(cell, 0, unit, "the real <i>words</i> of " + unit, ""));
      lines.append(line.formatted(cell, 1, unit, "words of the real", ",\"lost\":[\"of\"]"));
      lines.append(
          line.formatted(
              cell, 2, unit, second, ",\"lost\":[\"the\",\"real\"],\"novel\":[\"of words\"]"));
    }
    return lines.toString();
  }

  private static Path report(String name, String rows) throws IOException {
    Path run = Files.createDirectory(work.resolve(name));
    Files.writeString(
        run.resolve("samples.jsonl"),
        samples("policy=frozen", "real again")
            + samples("policy=replace", "of words of words " + "x".repeat(300)),
        UTF_8);
    Files.writeString(run.resolve("cells.csv"), CELLS, UTF_8);
    Files.writeString(run.resolve("onsets.csv"), ONSETS, UTF_8);
    Files.writeString(
        run.resolve("summary.csv"),
        "cell,generation,metric,subject,scope,mean,sd,replicates,low,high,expected,z\n" + rows,
        UTF_8);
    Path out = work.resolve(name + ".html");
    Report.write(List.of(run), out);
    return out;
  }

  @BeforeAll
  static void openReport() throws IOException {
    browser = ReportBrowser.orSkip(work);
    String retention = rows("vocabulary-retention", "synthetic", "all", .6, .3);
    page =
        report(
            "symptoms",
            retention
                + rows("planted-share", "synthetic", "all", .2, .1)
                + rows("rare-recall", "synthetic", "stratum=kjv", .9, .8)
                + rows("rare-recall", "synthetic", "stratum=<b>", .5, .1)
                + rows("style-sd", "synthetic", "strata=a/b", .5, .4)
                + rows("style-sd", "synthetic", "strata=a/c", .9, .4)
                + rows("style-tail-low", "synthetic", "strata=a/b", -2, -1)
                + rows("style-tail-low", "synthetic", "strata=a/c", -3, -1)
                + rows("duplicate-sentences", "synthetic", "all", .02, .12)
                + rows("verbatim-run-mean", "synthetic", "all", 9, 4)
                + rows("confidence-gap", "training", "all", 1, 2)
                + rows("confidence-mean", "training", "bin=1", .05, .05)
                + rows("confidence-accuracy", "training", "bin=1", .04, .02)
                + rows("confidence-share", "training", "bin=1", .7, .7)
                + rows("confidence-mean", "training", "bin=3", .17, .17)
                + rows("confidence-accuracy", "training", "bin=3", .2, .1)
                + rows("confidence-share", "training", "bin=3", .29, .2999)
                + rows("confidence-mean", "training", "bin=15", .99, .99)
                + rows("confidence-accuracy", "training", "bin=15", 1, 1)
                + rows("confidence-share", "training", "bin=15", .0001, .0001)
                + rows("perplexity", "training", "period=1791", 60, 90)
                + rows("perplexity", "training", "period=2021", 140, 160));
  }

  private static JsonNode seen(Path of) throws IOException, InterruptedException {
    return browser.seen(
        of,
        1280,
        "",
        """
        seen.there = all("#symptoms").length;
        seen.claims = all("#symptoms h3.group-title").map(n => n.textContent);
        seen.panels = all("#symptoms .figure-title").map(n => n.textContent);
        const diagram = all("#symptoms figure").find(f => f.querySelector(".figure-title").textContent.startsWith("reliability"));
        if (diagram) {
          [...diagram.querySelectorAll("button")].find(b => b.textContent === "Table").click();
          await wait();
          seen.reliability = [...diagram.querySelectorAll("tbody tr")].map(r => [...r.querySelectorAll("th, td")].slice(0, 3).map(c => c.textContent).join(" "));
        }
        const years = all("#symptoms figure").find(f => f.querySelector(".figure-title").textContent.startsWith("perplexity"));
        if (years) seen.years = [...years.querySelectorAll("svg .tick")].map(t => t.textContent);
        const copies = () => all("#symptoms .lineage .ages").map(row => [...row.querySelectorAll("blockquote")].map(q => q.textContent));
        seen.copies = copies();
        const inFirst = selector => all("#symptoms .lineage .ages").slice(0, 1).flatMap(row => [...row.querySelectorAll(selector)].map(n => n.textContent));
        seen.gone = inFirst("del");
        seen.pieces = inFirst(".age:last-child .piece");
        seen.tags = inFirst(".tag");
        seen.markup = all("#symptoms .lineage blockquote i").length;
        const cell = document.querySelector("#symptoms .lineage select");
        if (cell) {
          seen.offered = [...cell.options].map(o => o.textContent);
          cell.value = cell.options[1].value;
          cell.dispatchEvent(new Event("change"));
          seen.other = copies();
        }
        seen.errors = document.documentElement.dataset.errors || "";
        seen.drawn = [document.documentElement.dataset.charts, document.documentElement.dataset.drawn];
        """);
  }

  @Test
  void eachClaimHasThePanelsThatTheRunHasNumbersFor() throws IOException, InterruptedException {
    JsonNode seen = seen(page);
    assertThat(seen.get("errors").asText()).isEmpty();
    assertThat(texts(seen.get("claims")))
        .containsExactly(
            "Do errors grow in retelling?",
            "Are rare cases missed?",
            "Are both ends of a range of styles dropped?",
            "Catchphrases, the same dull sentence?",
            "A copy of a copy?",
            "Too confident in what is wrong?",
            "Stale while the world changes?",
            "Which symptom shows first?");
    // Of two pairs of strata, the one whose styles differ most.
    assertThat(texts(seen.get("panels")))
        .containsExactly(
            "planted-share",
            "rare-recall, stratum=<b>",
            "rare-recall, stratum=kjv",
            "style-sd, strata=a/c",
            "style-tail-low, strata=a/c",
            "duplicate-sentences",
            "verbatim-run-mean",
            "confidence-gap",
            "reliability diagram, T2",
            "perplexity of test by period, last generation",
            "Onsets of symptoms");
    assertThat(texts(seen.get("years"))).contains("1800", "2000");
    assertThat(texts(seen.get("drawn")).get(0)).isEqualTo(texts(seen.get("drawn")).get(1));
  }

  @Test
  void theReliabilityDiagramLeavesOutBinsThatAreNearlyEmpty()
      throws IOException, InterruptedException {
    List<String> rows = texts(seen(page).get("reliability"));
    assertThat(rows)
        .contains("replace 0.05 0.02", "replace 0.17 0.1")
        .noneMatch(row -> row.startsWith("replace 0.99"));
  }

  /** The first three of four numbers, whatever they say; the cell with feedback comes first. */
  @Test
  void theSentencesOfTheFirstNumbersAreNextToEachOther() throws IOException, InterruptedException {
    JsonNode seen = seen(page);
    assertThat(seen.get("copies")).hasSize(3);
    assertThat(texts(seen.get("copies").get(0)))
        .containsExactly(
            "the real <i>words</i> of 2",
            "words of the real",
            "of words of words .."); // a word of 300 letters is left out
    assertThat(texts(seen.get("copies").get(2)).get(0)).endsWith("of 7");
    assertThat(texts(seen.get("gone"))).containsExactly("the", "real");
    // "of words" is in no real text.
    assertThat(texts(seen.get("pieces"))).containsExactly("of", "words of", "words ..");
    assertThat(texts(seen.get("tags")))
        .containsExactly(
            "REAL sentence 2 of R",
            "SYNTHETIC generation 1, 1 piece",
            "SYNTHETIC generation 2, 3 pieces");
    assertThat(seen.get("markup").asInt()).isZero();
    assertThat(texts(seen.get("offered"))).containsExactly("replace", "frozen");
    assertThat(texts(seen.get("other").get(0))).endsWith("real again");
  }

  @Test
  void aRunWithoutSymptomsHasNoSection() throws IOException, InterruptedException {
    JsonNode seen = seen(report("none", rows("vocabulary-retention", "synthetic", "all", .6, .3)));
    assertThat(seen.get("errors").asText()).isEmpty();
    assertThat(seen.get("there").asInt()).isZero();
  }
}
