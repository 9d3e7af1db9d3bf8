package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SubjectTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void isWrittenInLowerCaseAndReadAgain() throws IOException {
    Measurement measured = new Measurement("js-2", Subject.SYNTHETIC, "all", .5);
    String json = JSON.writeValueAsString(measured);

    assertThat(json)
        .isEqualTo(
            "{\"metric\":\"js-2\",\"subject\":\"synthetic\",\"scope\":\"all\",\"value\":0.5}");
    assertThat(JSON.readValue(json, Measurement.class)).isEqualTo(measured);
  }

  /** Rows of tables are sorted by the words. */
  @Test
  void isDeclaredInTheOrderOfItsWords() {
    assertThat(Arrays.stream(Subject.values()).map(Subject::word)).isSorted();
  }
}
