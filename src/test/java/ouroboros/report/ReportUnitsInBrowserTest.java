package ouroboros.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static ouroboros.report.ReportBrowser.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.report.page.Report;
import ouroboros.report.page.ReportTest;

/** What gates and alarms did, as readers see it in a real browser. */
final class ReportUnitsInBrowserTest {
  private static final String GATES =
      """
      cell,replicate,generation,gate,kind,offered,kept,dropped,changed,real-dropped,synthetic-dropped
      policy=replace,0,1,1,critic,100,80,20,0,0,20
      policy=replace,0,1,2,review,80,60,20,0,5,15
      policy=replace,1,1,1,critic,100,80,20,0,0,20
      policy=replace,1,1,2,review,80,60,20,0,5,15
      """;
  private static final String ALARMS =
      """
      cell,replicate,generation,alarm,metric,value,center,limit,statistic,level,fired,action,arl0
      policy=replace,0,1,1,vocabulary-retention,0.5,0.6,5,6,6,true,warn,500
      policy=replace,0,2,1,vocabulary-retention,0.5,0.6,5,1,1,false,warn,500
      policy=frozen,0,2,1,entropy-1,0.5,0.6,5,6,6,true,warn,500
      """;
  private static final String SAMPLE =
      """
      {"cell":"policy=replace","replicate":0,"generation":1,"unit":900,"text":"first","gates":[{"gate":1,"kind":"critic","text":"too <b>likely</b>"},{"gate":1,"kind":"revise","text":"a rare word","changed":"a common word"}],"passed":"what was kept"}
      {"cell":"policy=replace","replicate":0,"generation":1,"unit":901,"text":"second","gates":[{"gate":2,"kind":"review","text":"refused"}]}
      """;

  @TempDir static Path work;
  private static ReportBrowser browser;
  private static Path page;

  @BeforeAll
  static void openReport() throws IOException {
    browser = ReportBrowser.orSkip(work);
    Path run = Files.createDirectory(work.resolve("guarded"));
    try (Stream<Path> files = Files.list(ReportTest.SMALL)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, run.resolve(file.getFileName().toString()));
      }
    }
    Files.writeString(run.resolve("gates.csv"), GATES, UTF_8);
    Files.writeString(run.resolve("alarms.csv"), ALARMS, UTF_8);
    Files.writeString(run.resolve("samples.jsonl"), SAMPLE, UTF_8, StandardOpenOption.APPEND);
    page = work.resolve("report.html");
    Report.write(List.of(run), page);
  }

  @Test
  void aSectionFollowsTheUnits() throws Exception {
    for (int width : List.of(400, 1200)) {
      JsonNode seen =
          browser.seen(
              page,
              width,
              "",
              """
              const section = document.querySelector("#gates");
              seen.title = section.querySelector("h2").textContent;
              seen.link = [...document.querySelectorAll("#sections a")].some(a => a.textContent === "Units");
              seen.panels = section.querySelectorAll("figure").length;
              seen.text = section.querySelector("figure").textContent;
              seen.rows = [...section.querySelectorAll(":scope > .copies tbody tr")].map(tr => [...tr.children].map(td => td.textContent).join("|"));
              seen.legend = section.querySelector(".legend").textContent;
              seen.overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
              """);
      assertThat(seen.get("title").asText()).isEqualTo("What became of the units");
      assertThat(seen.get("link").asBoolean()).isTrue();
      assertThat(seen.get("panels").asInt()).isEqualTo(1);
      assertThat(seen.get("legend").asText())
          .contains("kept")
          .contains("dropped by critic")
          .contains("real text dropped by review");
      // Of 200 candidates 120 were kept; the critic dropped 40, review 30 synthetic and 10 real.
      assertThat(seen.get("text").asText())
          .contains("In the place of what gate 1 (critic) dropped: the next candidates.")
          .contains("In the place of what gate 2 (review) dropped: nothing: a gap.")
          .contains("kept 60")
          .contains("dropped by critic 20")
          .contains("dropped by review 15")
          .contains("real text dropped by review 5");
      assertThat(texts(seen.get("rows")))
          .hasSize(2)
          .first()
          .asString()
          .contains("1 (critic)|200|40|0|0|160")
          .contains("the next candidates");
      assertThat(seen.get("overflow").asInt()).isZero();
    }
  }

  /** What was dropped is text and never markup; a unit for which nothing came out leaves a gap. */
  @Test
  void droppedSentencesAreNextToKeptOnes() throws Exception {
    JsonNode seen =
        browser.seen(
            page,
            1200,
            "",
            """
            seen.pairs = [...document.querySelectorAll("#gates .dropped")].map(row => row.textContent);
            seen.bold = document.querySelectorAll("#gates b").length;
            """);
    assertThat(texts(seen.get("pairs"))).hasSize(2);
    assertThat(seen.get("pairs").get(0).asText())
        .contains("DROPPED by gate 1 (critic): outside the limits")
        .contains("too <b>likely</b>")
        .contains("CHANGED by gate 1 (revise)")
        .contains("KEPT sentence 900 of generation 1")
        .contains("what was kept");
    assertThat(seen.get("pairs").get(1).asText()).contains("refused").contains("a gap");
    assertThat(seen.get("bold").asInt()).isZero();
  }

  @Test
  void alarmsThatFiredAreOnTheCurveOfTheirMetric() throws Exception {
    String script =
        """
        const large = document.querySelector("#curves figure");
        seen.fired = large.querySelectorAll(".fired").length;
        seen.legend = large.textContent.includes("an alarm fired");
        """;
    JsonNode retention = browser.seen(page, 1200, "metric=vocabulary-retention", script);
    assertThat(retention.get("fired").asInt()).isEqualTo(1);
    assertThat(retention.get("legend").asBoolean()).isTrue();
    JsonNode perplexity = browser.seen(page, 1200, "metric=perplexity", script);
    assertThat(perplexity.get("fired").asInt()).isZero();
    assertThat(perplexity.get("legend").asBoolean()).isFalse();
  }
}
