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

/** The paths of words, as readers open them in a real browser. */
final class ReportAncestryInBrowserTest {
  private static final String SAMPLE =
      """
      {"cell":"policy=replace","replicate":0,"generation":2,"unit":900,"text":"the <b>cat</b> sat"}
      """;

  /** Two words are copies of R 7 by way of S_1 3, one was written by a gate. */
  private static final String ANCESTRY =
      """
      {"cell":"policy=replace","replicate":0,"generation":2,"unit":900,"words":["the","<b>cat</b>","sat"],"paths":[[["S_2",900,0],["S_1",3,1],["R",7,4]],[["S_2",900,1],["S_1",3,2],["R",7,5]],[["S_2",900,2]]]}
      {"cell":"policy=replace","replicate":0,"source":"S_2","unit":900,"text":["the","<b>cat</b>","sat"]}
      {"cell":"policy=replace","replicate":0,"source":"S_1","unit":3,"text":["so","the","<b>cat</b>"]}
      {"cell":"policy=replace","replicate":0,"source":"R","unit":7,"text":["here","he","saw","of","the","<b>cat</b>"],"document":12,"stratum":"letters"}
      {"cell":"policy=replace","replicate":0,"generation":1,"tokens":800,"followed":100,"mutated":0,"sentences":90,"documents":40,"strata":{"letters":60,"prose":40}}
      {"cell":"policy=replace","replicate":0,"generation":2,"tokens":800,"followed":100,"mutated":10,"sentences":70,"documents":30,"strata":{"letters":60,"prose":30}}
      """;

  private static final String OPEN =
      """
      const select = [...document.querySelectorAll("#text select")][0];
      select.value = "900";
      select.dispatchEvent(new Event("change"));
      await wait();
      const words = () => [...document.querySelectorAll(".traced-word")];
      """;

  @TempDir static Path work;
  private static ReportBrowser browser;
  private static Path page;

  @BeforeAll
  static void openReport() throws IOException {
    browser = ReportBrowser.orSkip(work);
    Path run = Files.createDirectory(work.resolve("traced"));
    try (Stream<Path> files = Files.list(ReportTest.SMALL)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, run.resolve(file.getFileName().toString()));
      }
    }
    Files.writeString(run.resolve("samples.jsonl"), SAMPLE, UTF_8, StandardOpenOption.APPEND);
    Files.writeString(run.resolve("ancestry.jsonl"), ANCESTRY, UTF_8);
    page = work.resolve("report.html");
    Report.write(List.of(run), page);
  }

  @Test
  void aWordOpensItsPathAndEscapeClosesIt() throws Exception {
    for (int width : List.of(400, 1200)) {
      JsonNode seen =
          browser.seen(
              page,
              width,
              "",
              OPEN
                  + """
                  seen.words = words().map(w => w.textContent);
                  words()[1].click();
                  seen.expanded = words().map(w => w.getAttribute("aria-expanded"));
                  seen.steps = [...document.querySelectorAll(".path li")].map(li => li.textContent);
                  seen.marked = [...document.querySelectorAll(".path mark")].map(m => m.textContent);
                  seen.along = [...document.querySelectorAll(".path u")].map(m => m.textContent);
                  seen.bold = document.querySelectorAll("#text b").length;
                  seen.overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
                  words()[1].dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true}));
                  seen.closed = document.querySelectorAll(".path").length;
                  seen.focus = document.activeElement === words()[1];
                  words()[2].click();
                  seen.mutation = document.querySelector(".path").textContent;
                  """);
      assertThat(texts(seen.get("words"))).containsExactly("the", "<b>cat</b>", "sat");
      assertThat(texts(seen.get("expanded"))).containsExactly("false", "true", "false");
      assertThat(texts(seen.get("steps"))).hasSize(3);
      assertThat(seen.get("steps").get(0).asText()).contains("sentence 900 of S_2");
      assertThat(seen.get("steps").get(2).asText())
          .contains("REAL sentence 7 of R, document 12, letters")
          .contains("here he saw of the");
      assertThat(texts(seen.get("marked"))).containsOnly("<b>cat</b>").hasSize(3);
      assertThat(texts(seen.get("along"))).containsExactly("the", "the");
      assertThat(seen.get("bold").asInt()).isZero();
      assertThat(seen.get("overflow").asInt()).isZero();
      assertThat(seen.get("closed").asInt()).isZero();
      assertThat(seen.get("focus").asBoolean()).isTrue();
      assertThat(seen.get("mutation").asText()).contains("No copy: a gate wrote this word");
    }
  }

  @Test
  void aSectionSaysFromWhomGenerationsDescend() throws Exception {
    JsonNode seen =
        browser.seen(
            page,
            1200,
            "",
            """
            const section = document.querySelector("#founders");
            seen.title = section.querySelector("h2").textContent;
            seen.panels = section.querySelectorAll("figure").length;
            seen.text = section.textContent;
            """);
    assertThat(seen.get("title").asText()).isEqualTo("From whom the generations descend");
    assertThat(seen.get("panels").asInt()).isEqualTo(1);
    assertThat(seen.get("text").asText())
        .contains("100 tokens of generation 2 descend from 70 human sentences of 30 documents")
        .contains("no one: mutations")
        .contains("letters");
  }
}
