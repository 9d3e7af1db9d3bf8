package ouroboros.report;

import static org.assertj.core.api.Assertions.assertThat;
import static ouroboros.report.ReportBrowser.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.report.page.Report;
import ouroboros.report.page.ReportTest;

/** What the report claims of a run of two replicates, in a real browser: no more than it can. */
final class ReportClaimsInBrowserTest {
  private static final String STRATA =
      """
      cell,baseline,metric,subject,stratum,generation,ratio,low,high,p-adjusted,rank-low,rank-high,replicates,family,hapax-share
      policy=replace,policy=replace,perplexity,model,a,3,1.2,1.1,1.3,0.01,1,2,2,6,0.7
      policy=replace,policy=replace,perplexity,model,b,3,1.1,1,1.2,0.04,1,2,2,6,0.6
      policy=replace,policy=replace,perplexity,model,c,3,2.5,2,3,0.002,3,3,2,6,
      policy=replace,policy=frozen,vocabulary-retention,synthetic,a,3,0.3,0.1,0.5,0.03,1,%s,2,3,0.7
      policy=replace,policy=frozen,vocabulary-retention,synthetic,b,3,0.4,0.35,0.45,0.00001,%s,2,2,3,0.6
      policy=replace,policy=frozen,vocabulary-retention,synthetic,c,3,0.9,0.85,0.95,0.02,3,3,2,3,
      """;
  private static final String ONSETS =
      """
      cell,baseline,metric,subject,scope,generation,difference,margin,p-adjusted,replicates
      policy=accumulate,policy=frozen,vocabulary-retention,synthetic,all,3,-0.06,0.05,0.02,2
      policy=replace,policy=frozen,vocabulary-retention,synthetic,all,2,-0.1,0.05,0.001,2
      """;
  private static final String VERDICTS =
      """
      cell,meaning,verdict,metric,subject,scope,generation,estimate,margin,scale,test,p,p-adjusted,replicates,reason
      policy=replace,any increase,undecided,perplexity,model,all,3,0.4321,0,difference in bits,,,,2,needs 5 replicates
      policy=replace,real modes merging,undecided,,,,,,,,,,,0,cannot be told from this run: a mixture would tell
      policy=replace,real tail data disappearing,undecided,vocabulary-retention,synthetic,all,3,0.51,0.95,ratio,,,,2,needs 5 replicates
      """;

  @TempDir static Path work;
  private static ReportBrowser browser;
  private static Path page;

  @BeforeAll
  static void openReport() throws IOException {
    browser = ReportBrowser.orSkip(work);
    page = report("two", STRATA.formatted("2", "1"));
  }

  /** The small run with other tables; in it `accumulate` trains on real text only. */
  private static Path report(String name, String strata) throws IOException {
    Path out = Files.createDirectories(work.resolve(name));
    try (Stream<Path> files = Files.list(ReportTest.SMALL)) {
      for (Path file : files.toList()) {
        Files.copy(file, out.resolve(file.getFileName().toString()));
      }
    }
    Files.writeString(out.resolve("strata.csv"), strata);
    Files.writeString(out.resolve("onsets.csv"), ONSETS);
    Files.writeString(out.resolve("verdicts.csv"), VERDICTS);
    Path warnings = out.resolve("warnings.csv");
    Files.writeString(warnings, Files.readAllLines(warnings).get(0) + "\n");
    Path ledger = out.resolve("ledger.csv");
    Files.write(
        ledger,
        Files.readAllLines(ledger).stream()
            .filter(line -> !line.matches("policy=accumulate,\\d+,\\d+,[1-9].*"))
            .toList());
    Path html = work.resolve(name + ".html");
    Report.write(List.of(out), html);
    return html;
  }

  private static JsonNode seen(Path of, int width, String script) throws Exception {
    return browser.seen(of, width, "", script);
  }

  @Test
  void theOrderOfStrataIsNamedOnlyWhereItCanBeTold() throws Exception {
    String script =
        """
        seen.reading = document.querySelector("#glance .reading").textContent;
        seen.rows = all("#strata .ordered tbody tr").map(tr => [...tr.children].map(td => td.textContent).join("|"));
        """;
    JsonNode open = seen(page, 1200, script);
    assertThat(open.get("reading").asText())
        .contains("Which stratum lost most can be told in no cell. In replace")
        .contains("the order of a, b is not certain")
        .doesNotContain("The order of strata depends on the metric")
        .doesNotContain("Stratum that lost most in");
    assertThat(texts(open.get("rows")))
        .containsExactly(
            "replace|a|0.300|0.100|0.500|0.0300|1 to 2|70.0\u202f%",
            "replace|b|0.400|0.350|0.450|< 0.0001|1 to 2|60.0\u202f%",
            "replace|c|0.900|0.850|0.950|0.0200|3|–");
    JsonNode told = seen(report("told", STRATA.formatted("1", "2")), 1200, script);
    assertThat(told.get("reading").asText())
        .contains("Stratum that lost most in replace, by vocabulary-retention at generation 3: a")
        .doesNotContain("can be told in no cell");
  }

  @Test
  void onsetsAreNoLaterThanAndOfCellsWithFeedback() throws Exception {
    JsonNode seen =
        seen(
            page,
            1200,
            """
            seen.reading = document.querySelector("#glance .reading").textContent;
            const figure = all("#verdicts figure").find(f => f.textContent.includes("Since when"));
            seen.note = figure.textContent;
            seen.dots = [...figure.querySelectorAll(".onset")].map(dot => dot.dataset.generation + " " + dot.style.fill);
            """);
    assertThat(seen.get("reading").asText())
        .contains("no later than generation 2; generation 2 is the earliest that can be found");
    assertThat(seen.get("note").asText())
        .contains("Not shown: accumulate, which differs from frozen by one more draw of real text")
        .contains("when the difference was detected", "A hollow mark is an onset in the last")
        .contains("compare the cells of one row, not the rows");
    assertThat(texts(seen.get("dots"))).hasSize(1).allMatch(dot -> dot.startsWith("2 var(--"));
  }

  @Test
  void anOnsetInTheLastGenerationIsHollowAndInTheLegend() throws Exception {
    JsonNode seen =
        browser.seen(
            Files.writeString(
                work.resolve("late.html"),
                Files.readString(page).replace("\"all\",\"2\",\"-0.1\"", "\"all\",\"3\",\"-0.1\"")),
            800,
            "",
            """
            const figure = all("#verdicts figure").find(f => f.textContent.includes("Since when"));
            seen.dots = [...figure.querySelectorAll(".onset")].map(dot => dot.dataset.generation + " " + dot.style.fill);
            seen.legend = figure.querySelector(".legend").textContent;
            """);
    assertThat(texts(seen.get("dots"))).containsExactly("3 var(--card)");
    assertThat(seen.get("legend").asText()).contains("in the last generation");
  }

  @Test
  void verdictsNameScaleAndMarginAndFitThePage() throws Exception {
    JsonNode seen =
        seen(
            page,
            1200,
            """
            all("details").forEach(d => { d.open = true; });
            await wait();
            const table = document.querySelector("#verdicts .verdicts");
            seen.cut = table.closest(".scroll").scrollWidth - table.closest(".scroll").clientWidth;
            seen.cells = [...table.querySelectorAll("tbody td")].map(td => td.textContent.trim());
            const every = all("#verdicts table").find(t => t.caption.textContent.startsWith("Every verdict"));
            seen.columns = [...every.querySelectorAll("thead th")].map(th => th.textContent);
            seen.rows = [...every.querySelectorAll("tbody tr")].map(tr => [...tr.children].map(td => td.textContent).join("|"));
            seen.reading = document.querySelector("#glance .reading").textContent;
            """);
    assertThat(seen.get("cut").asInt()).isLessThanOrEqualTo(1);
    assertThat(texts(seen.get("cells")))
        .containsExactly("◐ undecided", "– cannot tell", "◐ undecided");
    assertThat(texts(seen.get("columns")))
        .contains("estimate", "margin", "scale")
        .doesNotContain("p-adjusted", "test");
    assertThat(texts(seen.get("rows")).get(0)).contains("|0.4321|0.0000|difference in bits|");
    assertThat(seen.get("reading").asText())
        .contains("2 undecided (needs 5 replicates); 1 cannot be told from this run");
  }

  @Test
  void whatTwoReplicatesCannotShowIsNotShown() throws Exception {
    JsonNode seen =
        seen(
            page,
            1200,
            """
            seen.laws = [...document.querySelectorAll("#laws thead th")].map(th => th.textContent);
            seen.lead = document.querySelector("#laws .lead").textContent;
            seen.warnings = document.querySelector("#warnings").textContent;
            seen.decimals = new Set(all("#laws tbody tr").filter(tr => tr.children[1].textContent === "vocabulary-retention")
              .flatMap(tr => [4, 5].map(i => tr.children[i].textContent.split(".")[1].length))).size;
            """);
    assertThat(texts(seen.get("laws"))).doesNotContain("z", "degrees", "p").contains("gap");
    assertThat(seen.get("lead").asText()).contains("not shown to be right");
    assertThat(seen.get("warnings").asText())
        .contains("No warning is possible with fewer than 5 replicates");
    assertThat(seen.get("decimals").asInt()).as("precisions in one column").isEqualTo(1);
  }

  @Test
  void strataHaveColoursOfTheirOwnAndPanelsSayTheirScale() throws Exception {
    JsonNode seen =
        seen(
            page,
            1200,
            """
            const strokes = selector => [...new Set(all(selector).map(line => line.style.stroke))];
            seen.strata = strokes("#strata .plot .line");
            seen.cells = strokes("#curves .plot .line");
            seen.scales = document.querySelector("#curves").textContent;
            """);
    assertThat(texts(seen.get("strata")))
        .isNotEmpty()
        .allMatch(colour -> colour.startsWith("var(--group-"))
        .doesNotContainAnyElementsOf(texts(seen.get("cells")));
    assertThat(seen.get("scales").asText()).contains("a scale of its own");
  }

  @Test
  void perplexityIsSplitIntoOneDrawAndFeedback() throws Exception {
    JsonNode seen =
        seen(
            page,
            1200,
            """
            seen.reading = document.querySelector("#glance .reading").textContent;
            seen.columns = [...document.querySelectorAll("#glance thead th")].map(th => th.textContent);
            """);
    assertThat(seen.get("reading").asText())
        .containsPattern("Two parts: [0-9.]+ times at generation 1, by one draw without feedback")
        .doesNotContain("keeps", "were gone");
    assertThat(texts(seen.get("columns"))).contains("× baseline", "× own generation 1");
  }
}
