package ouroboros.report;

import static org.assertj.core.api.Assertions.assertThat;
import static ouroboros.report.ReportBrowser.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.report.page.Report;
import ouroboros.report.page.ReportTest;

/** What readers see and do in the report, in a real browser: charts, tables, keyboard, print. */
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

  /** What a script of ours puts into {@code seen}, read from the page in a frame of this width. */
  private static JsonNode seen(int width, String address, String script) throws Exception {
    return seen(page, width, address, script);
  }

  private static JsonNode seen(Path page, int width, String address, String script)
      throws Exception {
    String name = "use-" + Math.abs(script.hashCode()) + ".html";
    browser.with(
        page,
        name,
        """
        addEventListener("load", () => setTimeout(async () => {
          const all = selector => [...document.querySelectorAll(selector)];
          const wait = () => new Promise(done => setTimeout(done, 400));
          const seen = {};
          %s
          const text = new TextEncoder().encode(JSON.stringify(seen));
          parent.postMessage(btoa(String.fromCharCode(...text)), "*");
        }, 800));
        """
            .formatted(script));
    Path frame =
        Files.writeString(
            work.resolve("frame.html"),
            """
            <!doctype html><html><body style="margin:0">
            <iframe src="%s#%s" style="width:%dpx;height:3000px;border:0"></iframe>
            <script>addEventListener("message", e => document.documentElement.dataset.seen = e.data);</script>
            </body></html>
            """
                .formatted(name, address, width));
    String found = attribute(browser.dom(frame, ""), "data-seen");
    assertThat(found).as("the script did not end").isNotEmpty();
    return new ObjectMapper()
        .readTree(new String(Base64.getDecoder().decode(found), StandardCharsets.UTF_8));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void onsetsAreDrawnAtTheirGenerationAndNamedInFull() throws Exception {
    for (int width : List.of(400, 1200)) {
      JsonNode seen =
          seen(
              width,
              "",
              """
              const svg = all("#verdicts figure").find(f => f.textContent.includes("When it set in")).querySelector(".plot svg");
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
          .containsExactlyInAnyOrder(
              "vocabulary-retention of synthetic", "perplexity of model");
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
    assertThat(texts(seen.get("warning"))).endsWith("4,001", "220.1", "240.7", "1.2", "5");
    String folder = ReportTest.SMALL.toUri().toString();
    assertThat(texts(seen.get("links")))
        .contains(folder + "summary.csv", folder + "verdicts.csv", folder + "cells.csv");
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
            "When it set in",
            "vocabulary-retention of synthetic",
            "Types of R still in use: words, replace",
            "Rank and frequency against R: words, replace");
    assertThat(texts(seen.get("cut"))).isEmpty();
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
        seen(
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
