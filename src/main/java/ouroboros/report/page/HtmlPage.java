package ouroboros.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
          "members.js",
          "ancestry.js",
          "text.js",
          "units.js",
          "tables.js",
          "laws.js",
          "verdicts.js",
          "onsets.js",
          "symptoms.js",
          "components.js",
          "record.js",
          "main.js");

  private static final Pattern MARK = Pattern.compile("\\{\\{(\\w+)}}");

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
    return fill(
        resource(OURS + "page.html"),
        Map.of(
            "title", HtmlJson.text(title),
            "style", resource(OURS + "style.css"),
            "loop", picture(resource(OURS + "loop.svg")),
            "licence", HtmlJson.text(resource(D3 + "LICENSE")),
            "d3", script(resource(D3 + "dist/d3.min.js")),
            "summary", lines(summary),
            "scripts", script(scripts.toString()),
            "data", HtmlJson.inScript(json)));
  }

  /** Fills every mark of the page once. What is filled in is not searched for marks again. */
  static String fill(String page, Map<String, String> contents) {
    Set<String> left = new HashSet<>(contents.keySet());
    StringBuilder filled = new StringBuilder();
    Matcher marks = MARK.matcher(page);
    int from = 0;
    while (marks.find()) {
      String content = contents.get(marks.group(1));
      if (content == null || !left.remove(marks.group(1))) {
        throw new IllegalStateException("page.html: nothing fills " + marks.group());
      }
      filled.append(page, from, marks.start()).append(content);
      from = marks.end();
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException("page.html has no place for " + left);
    }
    return filled.append(page, from, page.length()).toString();
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
    text.replace("`", "").lines().forEach(line -> escaped.append(HtmlJson.text(line)).append('\n'));
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
