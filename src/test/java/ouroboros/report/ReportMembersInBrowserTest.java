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

/** What readers see of several models that feed one pool, in a real browser. */
final class ReportMembersInBrowserTest {
  private static final String CELLS =
      """
      cell,folder,policy.kind,ecosystem
      ecosystem=(members=1),000-a,replace,1
      "ecosystem=(members=2,mixing.own=0.9)",001-b,replace,2
      "ecosystem=(members=4,mixing.own=0.9)",002-c,replace,4
      """;
  private static final String SUMMARY =
      """
      cell,generation,metric,subject,scope,mean,sd,replicates,low,high,expected,z
      ecosystem=(members=1),1,vocabulary-retention,synthetic,all,0.6,0.01,3,0.58,0.62,,
      ecosystem=(members=1),2,vocabulary-retention,synthetic,all,0.5,0.01,3,0.48,0.52,,
      """
          + cell(2, new double[] {.5, .3})
          + cell(4, new double[] {.2, .2, .3, .1});
  private static final String WRITERS =
      """
      cell,replicate,generation,reader,author-generation,writer,units,tokens
      "ecosystem=(members=2,mixing.own=0.9)",0,1,0,1,0,9,90
      "ecosystem=(members=2,mixing.own=0.9)",0,1,0,1,1,1,10
      "ecosystem=(members=2,mixing.own=0.9)",0,1,1,1,0,1,20
      "ecosystem=(members=2,mixing.own=0.9)",0,1,1,1,1,9,80
      """;

  @TempDir static Path work;
  private static ReportBrowser browser;
  private static Path page;

  private static String cell(int members, double[] each) {
    StringBuilder rows = new StringBuilder();
    String name = "\"ecosystem=(members=" + members + ",mixing.own=0.9)\"";
    for (int g = 1; g <= 2; g++) {
      String at = name + "," + g + ",";
      rows.append(at).append("vocabulary-retention,synthetic,all,.55,.01,3,.5,.6,0.54,1\n");
      rows.append(at).append("f-st,synthetic,all,.1,.01,3,.09,.11,,\n");
      rows.append(at).append("vocabulary-retention,synthetic,stratum=kjv,.4,.01,3,.3,.5,,\n");
      for (int k = 0; k < members; k++) {
        rows.append(at)
            .append("vocabulary-retention,synthetic,member=" + k + "," + each[k] + ",.01,3,,,,\n");
      }
    }
    return rows.toString();
  }

  @BeforeAll
  static void openReport() throws IOException {
    browser = ReportBrowser.orSkip(work);
    Path run = Files.createDirectory(work.resolve("members"));
    Files.writeString(run.resolve("cells.csv"), CELLS, UTF_8);
    Files.writeString(run.resolve("summary.csv"), SUMMARY, UTF_8);
    Files.writeString(run.resolve("writers.csv"), WRITERS, UTF_8);
    page = work.resolve("report.html");
    Report.write(List.of(run), page);
  }

  @Test
  void allTogetherOneAloneAndWhoWroteThePools() throws Exception {
    for (int width : List.of(400, 1200)) {
      JsonNode seen =
          browser.seen(
              page,
              width,
              "",
              """
              const section = document.querySelector("#members");
              seen.title = section.querySelector("h2").textContent;
              seen.groups = [...section.querySelectorAll("h3.group-title")].map(h => h.textContent);
              seen.figures = [...section.querySelectorAll("figure desc")].map(d => d.textContent);
              const figures = [...section.querySelectorAll("figure")];
              const rows = figure => {
                figure.querySelector("button[aria-label^='Table']").click();
                return [...figure.querySelectorAll(".figure-table tbody tr")].map(tr => [...tr.children].map(td => td.textContent).join("|"));
              };
              seen.trade = rows(figures[2]);
              seen.overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
              """);
      assertThat(seen.get("title").asText()).isEqualTo("Many models, one pool");
      assertThat(texts(seen.get("groups")))
          .containsExactly(
              "The trade-off: more members, each with less",
              "Apart or together",
              "Who wrote the pools",
              "Whose words survive");
      // Two cells with members, one trade-off, one chart of f-st, one of writers, two of strata.
      assertThat(seen.get("figures")).hasSize(7);
      assertThat(String.join("\n", texts(seen.get("figures"))))
          .contains("member 0 55.0")
          .contains("member 1 45.0");
      assertThat(texts(seen.get("trade")))
          .anyMatch(row -> row.contains("|1|2|0.5") && row.endsWith("|0.5"))
          .anyMatch(row -> row.contains("|2|2|0.55|0.4"))
          .anyMatch(row -> row.contains("|4|2|0.55|0.2"));
      assertThat(seen.get("overflow").asInt()).isZero();
    }
  }
}
