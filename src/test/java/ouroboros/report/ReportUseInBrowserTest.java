package ouroboros.report;

import static org.assertj.core.api.Assertions.assertThat;
import static ouroboros.report.ReportBrowser.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.report.page.Report;
import ouroboros.report.page.ReportTest;

/** What readers do in the report, in a real browser: controls, tables, keyboard. */
final class ReportUseInBrowserTest {
  @TempDir static Path work;
  private static ReportBrowser browser;
  private static Path page;

  @BeforeAll
  static void openReport() throws IOException {
    browser = ReportBrowser.orSkip(work);
    page = work.resolve("report.html");
    Report.write(List.of(ReportTest.SMALL), page);
  }

  private static JsonNode seen(int width, String address, String script) throws Exception {
    return browser.seen(page, width, address, script);
  }

  @Test
  void whatIsChosenKeepsTheFocus() throws Exception {
    JsonNode seen =
        seen(
            1200,
            "",
            """
            const focused = () => document.activeElement.dataset.key ?? document.activeElement.tagName;
            const choose = (host, label, pick) => {
              const field = document.querySelector(host + " [data-key='" + label + "']");
              field.focus();
              if (field.tagName === "SELECT") {
                field.value = [...field.options].map(o => o.value).find(v => v !== field.value);
                field.dispatchEvent(new Event("change", {bubbles: true}));
              } else {
                field.click();
              }
              return focused();
            };
            seen.keys = [choose("#curves", "Metric"), choose("#curves", "Show difference"), choose("#curves", "Show value"), choose("#curves", "log scale"),
              choose("#survival", "Along count"), choose("#strata", "Metric"), choose("#text", "Sentence number"), choose("#laws", "Metric")];
            const small = document.querySelector("#curves .pick");
            small.focus();
            small.click();
            seen.picked = focused();
            """);
    assertThat(texts(seen.get("keys")))
        .containsExactly(
            "Metric",
            "Show difference",
            "Show value",
            "log scale",
            "Along count",
            "Metric",
            "Sentence number",
            "Metric");
    assertThat(seen.get("picked").asText()).startsWith("pick ");
  }

  @Test
  void boxesThatWouldDoNothingAreDisabled() throws Exception {
    String script = "seen.off = all('#curves .check input').map(box => box.disabled);";
    assertThat(texts(seen(1200, "view=value", script).get("off"))).containsOnly("false");
    assertThat(texts(seen(1200, "view=difference&log=1", script).get("off"))).containsOnly("true");
  }

  @Test
  void anInfiniteDifferenceIsSaid() throws Exception {
    JsonNode seen =
        seen(
            1200,
            "view=difference&metric=perplexity-generator",
            "seen.text = document.querySelector('#curves figure').textContent;");
    assertThat(seen.get("text").asText())
        .contains("no difference: replace, accumulate")
        .contains("no finite difference")
        .doesNotContain("no cell is shown");
  }

  @Test
  void tablesAreSortedByColumnAndNameTheirFile() throws Exception {
    JsonNode seen =
        seen(
            1200,
            "",
            """
            const table = document.querySelector("#glance table");
            const column = [...table.querySelectorAll("thead button")].findIndex(b => b.textContent === "perplexity");
            const button = () => table.querySelectorAll("thead button")[column];
            const values = () => [...table.querySelectorAll("tbody tr")].map(tr => tr.children[column].textContent);
            const state = () => table.querySelectorAll("thead th")[column].getAttribute("aria-sort");
            seen.sorts = [[state(), ...values()]];
            for (let i = 0; i < 3; i++) {
              button().focus();
              button().click();
              seen.sorts.push([state(), ...values()]);
            }
            seen.focus = document.activeElement === button();
            seen.unsortable = all("table thead th").filter(th => !th.querySelector("button") || !th.hasAttribute("aria-sort")).length;
            seen.left = all("main table td.n, main table th.n").filter(cell => getComputedStyle(cell).textAlign !== "right").length;
            seen.numbers = all("#warnings tbody td, #gates tbody td, #record tbody td").filter(td => /^[−0-9.,]+$/.test(td.textContent) && !td.classList.contains("n")).length;
            seen.warning = all("#warnings tbody td").map(td => td.textContent);
            seen.links = [...new Set(all("main .file-note a").map(a => a.getAttribute("href")))];
            """);
    JsonNode sorts = seen.get("sorts");
    List<Double> up = texts(sorts.get(1)).stream().skip(1).map(Double::valueOf).toList();
    assertThat(texts(sorts.get(0))).startsWith("none");
    assertThat(texts(sorts.get(1))).startsWith("ascending");
    assertThat(up).hasSize(3).isSorted();
    assertThat(texts(sorts.get(2))).startsWith("descending");
    assertThat(sorts.get(2).get(1)).isEqualTo(sorts.get(1).get(3));
    assertThat(texts(sorts.get(3))).isEqualTo(texts(sorts.get(0)));
    assertThat(seen.get("focus").asBoolean()).isTrue();
    assertThat(seen.get("unsortable").asInt()).isZero();
    assertThat(seen.get("left").asInt()).isZero();
    assertThat(seen.get("numbers").asInt()).isZero();
    assertThat(texts(seen.get("warning"))).endsWith("4,001", "220", "241", "1.2", "5");
    String folder = ReportTest.SMALL.toUri().toString();
    assertThat(texts(seen.get("links")))
        .contains(folder + "summary.csv", folder + "verdicts.csv", folder + "cells.csv");
  }

  @Test
  void aNarrowTableShowsThatItScrolls() throws Exception {
    String script =
        """
        all("details").forEach(d => { d.open = true; });
        await wait();
        const signs = all(".table").map(t => ({name: t.textContent.slice(0, 60) + " " + t.querySelector(".scroll").scrollWidth + " " + t.querySelector(".scroll").clientWidth, scrolls: t.querySelector(".scroll").scrollWidth > t.querySelector(".scroll").clientWidth + 1, said: !t.querySelector(".scroll-sign").hidden}));
        seen.wrong = signs.filter(s => s.scrolls !== s.said).map(s => s.name);
        seen.scrolling = signs.filter(s => s.scrolls).length;
        seen.overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
        """;
    for (int width : List.of(400, 1200)) {
      JsonNode seen = seen(width, "", script);
      assertThat(texts(seen.get("wrong"))).isEmpty();
      assertThat(seen.get("overflow").asInt()).isZero();
      if (width == 400) {
        assertThat(seen.get("scrolling").asInt()).isPositive();
      }
    }
  }
}
