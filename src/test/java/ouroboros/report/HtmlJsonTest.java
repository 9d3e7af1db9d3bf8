package ouroboros.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class HtmlJsonTest {
  @Test
  void nothingInDataEndsItsElementAndNothingIsLost() throws IOException {
    String hostile =
        "</script><!-- & \u2028 \u2029 \u001b[31m \u202e \u200f \u007f \u0085 é 漢 \ud83d\ude00";
    ObjectMapper mapper = new ObjectMapper();
    String json = HtmlJson.inScript(mapper.writeValueAsString(hostile));
    assertThat(json).doesNotContainPattern("[<>&\\p{Cntrl}\u2028\u2029\u202e\u200f]");
    assertThat(json).contains("é 漢 \ud83d\ude00");
    assertThat(mapper.readValue(json, String.class)).isEqualTo(hostile);
  }

  @Test
  void numbersAreShortAndReadBack() {
    assertThat(HtmlJson.number(0.123456789)).isEqualTo("0.123457");
    assertThat(HtmlJson.number(1523456.7)).isEqualTo("1523460");
    assertThat(HtmlJson.number(-0.0)).isEqualTo("0");
    assertThat(HtmlJson.number(1e-12)).isEqualTo("1e-12");
    assertThat(HtmlJson.number(2.5e300)).isEqualTo("25e299");
    assertThat(HtmlJson.number(3)).isEqualTo("3");
    assertThat(HtmlJson.number(Double.NaN)).isEqualTo("null");
    assertThat(Double.parseDouble(HtmlJson.number(Double.NEGATIVE_INFINITY)))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void textIsNeverMarkup() {
    assertThat(HtmlJson.text("<b a=\"x\">'&'\u001b\u202e"))
        .isEqualTo("&#60;b a=&#34;x&#34;&#62;&#39;&#38;&#39;\uFFFD\uFFFD");
  }
}
