package ouroboros.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Text from outside cannot change the page, whatever marks or elements it looks like. */
class HtmlPageTest {
  private static final List<String> HOSTILE =
      List.of(
          "{{scripts}}",
          "{{data}}",
          "{{style}}",
          "{{title}}",
          "</script>",
          "</SCRIPT >",
          "<!--",
          "-->",
          "<script>",
          "]]>",
          "</title>",
          "</pre>",
          "</style>",
          "&lt;",
          "\"'",
          "$1\\0",
          "\u2028");

  @Test
  void marksAreFilledOnce() {
    assertThat(HtmlPage.fill("a{{x}}b{{y}}c", Map.of("x", "{{y}}", "y", "$1{{x}}")))
        .isEqualTo("a{{y}}b$1{{x}}c");
    assertThatThrownBy(() -> HtmlPage.fill("{{z}}", Map.of("x", ""))).hasMessageContaining("{{z}}");
    assertThatThrownBy(() -> HtmlPage.fill("", Map.of("x", ""))).hasMessageContaining("[x]");
  }

  @Test
  void titleSummaryAndDataStayWhatTheyAre() throws IOException {
    String all = String.join(" ", HOSTILE);
    String json = JsonMapper.builder().build().writeValueAsString(Map.of("cell", all));
    String page = HtmlPage.of(all, all, json);
    String plain = HtmlPage.of("t", "s", "{}");
    for (String element : List.of("<script", "</script", "<style", "</style", "</title", "<!--")) {
      assertThat(count(page, element)).as(element).isEqualTo(count(plain, element));
    }
    int start = page.indexOf("id=\"data\">") + "id=\"data\">".length();
    String data = page.substring(start, page.indexOf("</script>", start));
    assertThat(JsonMapper.builder().build().readTree(data).path("cell").asText()).isEqualTo(all);
    assertThat(page).endsWith(plain.substring(plain.lastIndexOf("(() => {")));
  }

  private static int count(String page, String part) {
    return page.toLowerCase(java.util.Locale.ROOT)
            .split(java.util.regex.Pattern.quote(part), -1)
            .length
        - 1;
  }
}
