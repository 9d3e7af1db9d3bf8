package ouroboros.report;

import static org.assertj.core.api.Assertions.assertThat;
import static ouroboros.report.ReportBrowser.attribute;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.report.page.Report;
import ouroboros.report.page.ReportTest;

/**
 * Opens the report from disk in a real browser, the network off. Without a browser the tests are
 * skipped, unless OUROBOROS_REQUIRE_BROWSER=1.
 */
final class ReportInBrowserTest {
  @TempDir static Path work;
  private static ReportBrowser browser;
  private static Path page;

  @BeforeAll
  static void openReport() throws IOException {
    browser = ReportBrowser.orSkip(work);
    page = work.resolve("report.html");
    Report.write(List.of(ReportTest.SMALL), page);
  }

  private static Path with(String name, String script) throws IOException {
    return browser.with(page, name, script);
  }

  private static void assertWhole(String dom) {
    assertThat(attribute(dom, "data-errors")).as("errors on the console").isEmpty();
    assertThat(attribute(dom, "data-ready")).isEqualTo("true");
    assertThat(Integer.parseInt(attribute(dom, "data-charts"))).isGreaterThan(5);
    assertThat(attribute(dom, "data-drawn")).isEqualTo(attribute(dom, "data-charts"));
  }

  @Test
  void everyChartDrawsAndNoErrorIsRaised() throws Exception {
    String dom = browser.dom(page, "");
    assertWhole(dom);
    assertThat(dom)
        .contains("id=\"verdicts\"", "id=\"survival\"", "id=\"ranks\"", "id=\"strata\"")
        .contains("id=\"provenance\"", "id=\"text\"", "id=\"laws\"", "SYNTHETIC")
        .contains("id=\"components\"", "id=\"warnings\"", "id=\"limits\"");
  }

  @Test
  void everyDeathAndMergerIsSaidOnceAndByName() throws Exception {
    String dom = browser.dom(page, "");
    String table = dom.substring(dom.indexOf("Who merged or died"));
    List<String> rows =
        Pattern.compile("<tr>(.*?)</tr>")
            .matcher(table.substring(0, table.indexOf("</table>")))
            .results()
            .skip(1)
            .map(row -> row.group(1).replaceAll("<[^>]*>+", "|").replaceAll("[|]+", "|"))
            .toList();
    String kjv = "&lt;b&gt;kjv&lt;/b&gt;, \"x\"";
    assertThat(rows)
        .containsExactly(
            "|replace|1|sotu|merged with " + kjv + "|sotu|0.2|",
            "|replace|2|component 2|died|component 2|0.3|",
            "|replace|3|sotu|died|" + kjv + "|0.4|");
  }

  @Test
  void theReaderIsToldWhatCollapsedAndWhen() throws Exception {
    String dom = browser.dom(page, "").replaceAll("<[^>]*>", "");
    assertThat(dom)
        .contains("replace has collapsed in 3 of 8 meanings (risk rose; risk keeps growing; tail")
        .contains("the others: accumulate in 0")
        .contains(
            "under replace vocabulary-retention differs from its control for good no later than")
        .contains("needs a sweep over size", "Measurement and law: over all generations");
  }

  @Test
  void lostWordsAreStruckOutAndNewNgramsMarked() throws Exception {
    assertThat(browser.dom(page, "unit=57"))
        .containsPattern("<del title=\"no longer occurs\">[^<]+</del>")
        .containsPattern("<mark title=\"found in no real text\">[^<]+</mark>");
  }

  @Test
  void corpusTextIsShownAndNeverRun() throws Exception {
    String dom = browser.dom(page, "unit=3");
    assertThat(dom).contains("A closing &lt;/script&gt;&lt;script&gt;", "&lt;img src=x onerror");
    assertThat(dom).doesNotContain("<img");
    assertThat(browser.dom(page, "unit=11")).contains("\u241b[31mred").doesNotContain("\u001b");
  }

  @Test
  void cellsCanBeHiddenInTheAddress() throws Exception {
    String all = browser.dom(page, "");
    String fewer = browser.dom(page, "hide=1,2");
    assertWhole(fewer);
    assertThat(Integer.parseInt(attribute(fewer, "data-charts")))
        .isLessThan(Integer.parseInt(attribute(all, "data-charts")));
    assertThat(fewer).doesNotContain("aria-label=\"Text of accumulate\"");
  }

  @Test
  void cellsToggleByHandAndEveryChartIsSaved() throws Exception {
    Path used =
        with(
            "used.html",
            """
            addEventListener("load", () => setTimeout(() => {
              const root = document.documentElement.dataset;
              const chips = [...document.querySelectorAll(".chip")];
              root.before = root.charts;
              chips[0].click();
              root.hidden = root.charts;
              root.pressed = chips[0].getAttribute("aria-pressed");
              chips[0].click();
              root.again = root.charts;
              const saved = [];
              HTMLAnchorElement.prototype.click = function () { saved.push([this.download, this.href]); };
              setTimeout(() => {
                for (const tool of document.querySelectorAll("figure .tool")) tool.click();
                setTimeout(() => {
                  root.svgs = saved.filter(([n, h]) => n.endsWith(".svg") && h.startsWith("blob:")).length;
                  root.pngs = saved.filter(([n, h]) => n.endsWith(".png") && h.startsWith("data:image/png;base64,") && h.length > 4000).length;
                  root.tables = document.querySelectorAll(".figure-table table").length;
                }, 4000);
              }, 500);
            }, 300));
            """);
    String dom = browser.dom(used, "");
    assertWhole(dom);
    assertThat(attribute(dom, "data-pressed")).isEqualTo("false");
    assertThat(Integer.parseInt(attribute(dom, "data-hidden")))
        .isLessThan(Integer.parseInt(attribute(dom, "data-before")));
    assertThat(attribute(dom, "data-again")).isEqualTo(attribute(dom, "data-before"));
    assertThat(attribute(dom, "data-svgs")).isEqualTo(attribute(dom, "data-charts"));
    assertThat(attribute(dom, "data-pngs")).isEqualTo(attribute(dom, "data-charts"));
    assertThat(attribute(dom, "data-tables")).isEqualTo(attribute(dom, "data-charts"));
  }

  @Test
  void chartsAnswerToTheKeyboard() throws Exception {
    Path used =
        with(
            "keys.html",
            """
            addEventListener("load", () => setTimeout(() => {
              const chart = document.querySelector("#curves .plot svg");
              chart.focus();
              chart.dispatchEvent(new KeyboardEvent("keydown", {key: "End", bubbles: true}));
              document.documentElement.dataset.said = document.getElementById("live").textContent;
            }, 500));
            """);
    assertThat(attribute(browser.dom(used, ""), "data-said"))
        .startsWith("generation 3: ")
        .contains("frozen 0.8", "law 0.");
  }

  @Tag("slow")
  @Test
  void everyMetricAndSwitchDraws() throws Exception {
    for (String address :
        List.of(
            "metric=perplexity-generator&log=1",
            "view=difference&single=1",
            "metric=perplexity&single=1&log=1",
            "survival-by=count&ledger-by=depth",
            "hide=0,1,2",
            "metric=no-such-metric&unit=x&hide=99")) {
      String dom = browser.dom(page, address);
      assertThat(attribute(dom, "data-errors")).as(address).isEmpty();
      assertThat(attribute(dom, "data-drawn")).as(address).isEqualTo(attribute(dom, "data-charts"));
    }
  }

  @Test
  void severalRunsAreLaidOverEachOther() throws Exception {
    Path both = work.resolve("both.html");
    Report.write(List.of(ReportTest.SMALL, ReportTest.SMALL), both);
    String dom = browser.dom(both, "");
    assertWhole(dom);
    assertThat(dom.split("class=\"chip\"", -1)).hasSize(7);
  }

  @Test
  void aNarrowScreenNeedsNoSidewaysScrolling() throws Exception {
    Path measured =
        with(
            "narrow.html",
            """
            addEventListener("load", () => setTimeout(() => {
              const root = document.documentElement;
              root.dataset.overflow = root.scrollWidth - root.clientWidth;
              root.dataset.width = root.clientWidth;
            }, 1500));
            """);
    String dom = browser.domAt(measured, 400);
    assertWhole(dom);
    assertThat(Integer.parseInt(attribute(dom, "data-width"))).isLessThanOrEqualTo(500);
    assertThat(attribute(dom, "data-overflow")).isEqualTo("0");
  }

  @Test
  void narrowWideLightAndDarkPicturesAreNotBlank() throws Exception {
    BufferedImage light = browser.picture(page, 1280);
    BufferedImage narrow = browser.picture(page, 400);
    BufferedImage dark = browser.picture(page, 1280, "--blink-settings=preferredColorScheme=0");
    assertThat(List.of(light, narrow, dark))
        .allSatisfy(picture -> assertThat(colours(picture)).isGreaterThan(100));
    assertThat(brightness(light)).isGreaterThan(0.85);
    assertThat(brightness(narrow)).isGreaterThan(0.8);
    assertThat(brightness(dark)).isLessThan(0.25);
  }

  private static long colours(BufferedImage image) {
    return java.util.Arrays.stream(pixels(image)).distinct().count();
  }

  private static double brightness(BufferedImage image) {
    return java.util.Arrays.stream(pixels(image))
        .mapToDouble(c -> ((c >> 16 & 255) + (c >> 8 & 255) + (c & 255)) / 765.0)
        .average()
        .orElse(0);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
