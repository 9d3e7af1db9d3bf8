package ouroboros.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import ouroboros.report.HtmlJson;

/**
 * One HTML file that contains everything: our page, style and scripts, d3 from its webjar, and the
 * data.
 */
final class HtmlPage {
  private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/";
  private static final String OURS = "/ouroboros/report/";

  /** Our scripts. Each may use those before it. */
  private static final List<String> SCRIPTS =
      List.of(
          "state.js",
          "metrics.js",
          "figure.js",
          "table.js",
          "chart.js",
          "cells.js",
          "glance.js",
          "words.js",
          "curves.js",
          "panels.js",
          "strata.js",
          "text.js",
          "tables.js",
          "laws.js",
          "verdicts.js",
          "onsets.js",
          "components.js",
          "record.js",
          "main.js");

  private HtmlPage() {}

  /**
   * Builds the page.
   *
   * @param title the page's title
   * @param summary plain text for a browser that runs no scripts
   * @param json the data
   */
  static String of(String title, String summary, String json) throws IOException {
    StringBuilder scripts = new StringBuilder("\"use strict\";\n(() => {\n");
    for (String name : SCRIPTS) {
      scripts.append(resource(OURS + name)).append('\n');
    }
    scripts.append("})();\n");
    String page = resource(OURS + "page.html");
    page = fill(page, "title", HtmlJson.text(title));
    page = fill(page, "style", resource(OURS + "style.css"));
    page = fill(page, "loop", picture(resource(OURS + "loop.svg")));
    page = fill(page, "licence", HtmlJson.text(resource(D3 + "LICENSE")));
    page = fill(page, "d3", script(resource(D3 + "dist/d3.min.js")));
    page = fill(page, "summary", lines(summary));
    page = fill(page, "scripts", script(scripts.toString()));
    return fill(page, "data", HtmlJson.inScript(json));
  }

  private static String fill(String page, String place, String content) {
    String mark = "{{" + place + "}}";
    int at = page.indexOf(mark);
    if (at < 0) {
      throw new IllegalStateException("page.html has no place " + mark);
    }
    return page.substring(0, at) + content + page.substring(at + mark.length());
  }

  /** A script, which must not contain the end of its own HTML element. */
  private static String script(String code) {
    return code.replace("</script", "<\\/script").replace("<!--", "<\\!--");
  }

  /** A picture as a part of the page; its style applies to nothing else. */
  private static String picture(String svg) {
    return "data:image/svg+xml;base64,"
        + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
  }

  private static String lines(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.replace("`", "")
        .lines()
        .forEach(line -> escaped.append(HtmlJson.text(line)).append('\n'));
    return escaped.toString();
  }

  private static String resource(String name) throws IOException {
    try (InputStream bytes = HtmlPage.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IOException("class path: no " + name + "; the jar was built without it");
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
