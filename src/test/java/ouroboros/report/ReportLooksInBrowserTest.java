package ouroboros.report;

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
import ouroboros.report.page.ReportTest;

/** What readers see in the report, in a real browser: charts, legends, print. */
final class ReportLooksInBrowserTest {
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
  void onsetsAreDrawnAtTheirGenerationAndNamedInFull() throws Exception {
    for (int width : List.of(400, 1200)) {
      JsonNode seen =
          seen(
              width,
              "",
              """
              const svg = all("#verdicts figure").find(f => f.textContent.includes("Since when, at the latest")).querySelector(".plot svg");
              const ticks = new Map([...svg.querySelectorAll(".tick")].map(t => [t.textContent, Number(t.getAttribute("x"))]));
              const place = dot => dot.getAttribute("transform").match(/[-0-9.]+/g).map(Number);
              const dots = [...svg.querySelectorAll(".onset")];
              seen.dots = dots.length;
              seen.aside = dots.map(dot => Math.abs(place(dot)[0] - ticks.get(dot.dataset.generation)));
              seen.places = new Set(dots.map(dot => place(dot).join())).size;
              seen.axis = svg.textContent.includes("generation of the onset");
              seen.names = [...svg.querySelectorAll(".row-label")].map(t => t.textContent);
              const wide = Number(svg.getAttribute("width"));
              seen.cut = [...svg.querySelectorAll("text")].map(t => t.getBBox()).filter(b => b.x < -1 || b.x + b.width > wide + 1).length;
              """);
      assertThat(seen.get("dots").asInt()).isEqualTo(3);
      assertThat(seen.get("places").asInt()).as("dots on top of each other").isEqualTo(3);
      assertThat(seen.get("aside")).allSatisfy(by -> assertThat(by.asDouble()).isLessThan(0.01));
      assertThat(seen.get("axis").asBoolean()).isTrue();
      assertThat(texts(seen.get("names")))
          .containsExactlyInAnyOrder("vocabulary-retention of synthetic", "perplexity of model");
      assertThat(seen.get("cut").asInt()).isZero();
    }
  }

  @Test
  void lawsAreDrawnLastAndAreInEveryLegend() throws Exception {
    JsonNode seen =
        seen(
            1200,
            "",
            """
            const after = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
            const drawn = all("figure .plot svg").filter(svg => svg.querySelector(".law"));
            seen.charts = drawn.length;
            seen.hidden = drawn.filter(svg => [...svg.querySelectorAll(".line, .band")].some(line => after(svg.querySelector(".law"), line))).length;
            const legend = svg => svg.closest("figure").querySelector(".legend").textContent + (svg.closest(".grid")?.parentNode.querySelector(":scope > .legend")?.textContent ?? "");
            seen.unnamed = drawn.filter(svg => !/law/.test(legend(svg))).length;
            seen.glance = document.querySelector("#glance .legend").textContent;
            const bar = document.querySelector("#glance .bar-fill");
            seen.barUnderLaw = after(bar, bar.parentNode.querySelector(".law-ring"));
            """);
    assertThat(seen.get("charts").asInt()).isGreaterThan(3);
    assertThat(seen.get("hidden").asInt()).isZero();
    assertThat(seen.get("unnamed").asInt()).isZero();
    assertThat(seen.get("glance").asText()).contains("law", "95 % interval");
    assertThat(seen.get("barUnderLaw").asBoolean()).isTrue();
  }

  @Test
  void panelsOfASectionHaveOneScaleAndFrozenHasOneColour() throws Exception {
    JsonNode seen =
        seen(
            1200,
            "",
            """
            const scales = id => [...new Set(all("#" + id + " .grid figure svg .axes").map(g => [...g.querySelectorAll("[text-anchor=end]")].map(t => t.textContent).join(" ")))];
            for (const id of ["survival", "ranks", "strata", "laws", "components"]) seen[id] = scales(id);
            seen.gaps = all("#laws .grid figure").length;
            seen.bands = all("#laws .grid .band").length;
            const grey = getComputedStyle(document.documentElement).getPropertyValue("--frozen").trim();
            const chip = all(".chip").find(c => c.textContent === "frozen").querySelector("line");
            const bars = all("#glance .bar-fill");
            seen.frozen = [chip.style.stroke, bars[bars.length - 1].style.fill, ...all("#curves .line[stroke-dasharray]").map(l => l.style.stroke)];
            seen.ranks1 = document.querySelector("#ranks svg .axis-label:last-of-type")?.textContent ?? "";
            seen.rankText = document.querySelector("#ranks").textContent;
            """);
    for (String section : List.of("survival", "ranks", "strata", "laws", "components")) {
      assertThat(seen.get(section)).as(section).hasSize(1);
    }
    assertThat(seen.get("gaps").asInt()).isGreaterThan(1).isEqualTo(seen.get("bands").asInt());
    assertThat(texts(seen.get("frozen"))).hasSizeGreaterThan(2).containsOnly("var(--frozen)");
    assertThat(seen.get("rankText").asText()).contains("count ÷ R's count at this rank");
  }

  @Test
  void exportedPicturesHaveTitlesAndWholeLegends() throws Exception {
    JsonNode seen =
        seen(
            1200,
            "",
            """
            const blobs = [];
            URL.createObjectURL = blob => { blobs.push(blob); return "blob:none"; };
            HTMLAnchorElement.prototype.click = () => {};
            for (const tool of all("figure .tool")) if (tool.textContent === "SVG") tool.click();
            const pictures = await Promise.all(blobs.map(blob => blob.text()));
            const parsed = pictures.map(text => new DOMParser().parseFromString(text, "image/svg+xml").documentElement);
            seen.titles = parsed.map(svg => svg.querySelector("title").textContent);
            seen.shown = parsed.map(svg => [...svg.children].filter(n => n.tagName === "text").map(t => t.textContent).join(" "));
            seen.cut = parsed.filter(svg => { document.body.append(svg); const wide = Number(svg.getAttribute("width"));
              const cut = [...svg.querySelectorAll("text")].some(t => { const b = t.getBoundingClientRect(), o = svg.getBoundingClientRect(); return b.left < o.left - 1 || b.right > o.left + wide + 1; });
              svg.remove(); return cut; }).map(svg => svg.querySelector("title").textContent);
            """);
    assertThat(texts(seen.get("shown"))).isEqualTo(texts(seen.get("titles")));
    assertThat(texts(seen.get("titles")))
        .contains(
            "Since when, at the latest",
            "vocabulary-retention of synthetic",
            "Types of R still in use: words, replace",
            "Rank and frequency against R: words, replace");
    assertThat(texts(seen.get("cut"))).isEmpty();
  }

  /** The rules for print, applied to a page as wide as a sheet. */
  @Test
  void printLosesNoColumnAndStrandsNoHeading() throws Exception {
    Path printed =
        Files.writeString(
            work.resolve("printed.html"),
            Files.readString(page)
                .replace("@media (max-width: 640px)", "@media (max-width: 1px)")
                .replace("@media print", "@media all"));
    JsonNode seen =
        browser.seen(
            printed,
            700,
            "",
            """
            all("details").forEach(d => { d.open = true; });
            await wait();
            seen.tables = all("main table").length;
            const right = document.documentElement.clientWidth;
            seen.lost = all("main table").filter(t => [...t.querySelectorAll("th, td")].some(c => c.getBoundingClientRect().right > right)).map(t => t.caption.textContent);
            seen.hidden = all("main .scroll").filter(s => getComputedStyle(s).overflowX !== "visible").length;
            seen.stranded = all("main section + section, .group-title").filter(s => getComputedStyle(s).breakBefore !== "page").length;
            seen.loose = all(".section-head, h3, h4, caption, .legend").filter(h => getComputedStyle(h).breakAfter !== "avoid").length;
            seen.headless = all("main thead").filter(h => getComputedStyle(h).display !== "table-header-group").length;
            """);
    assertThat(seen.get("tables").asInt()).isGreaterThan(5);
    assertThat(texts(seen.get("lost"))).isEmpty();
    assertThat(seen.get("hidden").asInt()).isZero();
    assertThat(seen.get("stranded").asInt()).isZero();
    assertThat(seen.get("loose").asInt()).isZero();
    assertThat(seen.get("headless").asInt()).isZero();
  }

  @Test
  void theWordsAreExplainedByThePictureOfTheLoop() throws Exception {
    assertThat(Path.of("src/main/resources/ouroboros/report/loop.svg"))
        .hasSameTextualContentAs(Path.of("src/site/markdown/images/loop.svg"));
    JsonNode seen =
        seen(
            1200,
            "",
            """
            const picture = document.querySelector("#words image");
            const image = new Image();
            image.src = picture.getAttribute("href");
            await image.decode();
            seen.width = image.naturalWidth;
            seen.about = picture.parentNode.querySelector("title").textContent;
            seen.words = all("#words dt").map(t => t.textContent);
            seen.text = document.querySelector("#text .lead").textContent;
            seen.ticks = all("main section:not(#text)").filter(s => s.innerText.includes("`")).map(s => s.id);
            seen.twice = [...document.querySelector("#curves [data-key=Metric]").options].filter(o => o.value === "retention-1").length;
            """);
    assertThat(seen.get("width").asInt()).isPositive();
    assertThat(seen.get("about").asText()).startsWith("The loop");
    assertThat(texts(seen.get("words")))
        .contains("R", "Sg", "Tg", "Mg", "cell", "replicate", "scope", "law");
    assertThat(seen.get("text").asText()).contains("is not a copy of sentence i of R");
    assertThat(texts(seen.get("ticks"))).isEmpty();
    assertThat(seen.get("twice").asInt()).isZero();
  }
}
