package ouroboros.experiment.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Problem;
import ouroboros.experiment.review.ReviewAnswer.Choice;

/** One export of each tool with its quirks: three units, of which one is skipped or open. */
class ToolFormatsTest {
  private static final String NAMED =
      "\"cell\":\"001-ab12\",\"replicate\":2,\"generation\":3,\"unit\":";

  private static ReviewFile read(String content) {
    ReviewFile.Checked read = ReviewFileTest.ASKED.with("f", content, "ann");
    assertThat(read.problems()).isEmpty();
    return read.file();
  }

  private static ReviewAnswer answer(Choice choice, String by) {
    return new ReviewAnswer(choice, null, by);
  }

  /** A cancelled task, a prefilled text that nobody changed, two people, a draft, predictions. */
  @Test
  void labelStudio() {
    String result =
        "{\"from_name\":\"answer\",\"to_name\":\"text\",\"type\":\"choices\",\"value\":{\"choices\":[\"%s\"]}}";
    String area =
        "{\"from_name\":\"edited\",\"to_name\":\"text\",\"type\":\"textarea\",\"value\":{\"text\":[\"%s\"]}}";
    ReviewFile file =
        read(
            "[{\"id\":11,\"data\":{\"text\":\"the cat sat\","
                + NAMED
                + "0},\"predictions\":[{\"result\":[]}],\"drafts\":[],\"annotations\":[{\"id\":1,\"completed_by\":7,\"was_cancelled\":false,\"result\":["
                + result.formatted("Accept")
                + ","
                + area.formatted("the cat sits")
                + "]},{\"id\":2,\"completed_by\":{\"id\":8,\"email\":\"b@example.org\"},\"result\":["
                + result.formatted("reject")
                + ","
                + area.formatted("the cat sat")
                + "]}]},\n{\"id\":12,\"data\":{\"text\":\"a dog ran\","
                + NAMED
                + "1},\"annotations\":[{\"completed_by\":7,\"was_cancelled\":true,\"result\":[]}]},"
                + "{\"id\":13,\"data\":{\"text\":\"so it is\","
                + NAMED
                + "4},\"annotations\":[]}]");
    assertThat(file.answers(0))
        .containsExactly(
            new ReviewAnswer(Choice.ACCEPT, "the cat sits", "7"),
            answer(Choice.REJECT, "b@example.org"));
    assertThat(file.answers(1)).containsExactly(answer(Choice.IGNORE, "7"));
    assertThat(file.answers(4)).isEmpty();
  }

  @Test
  void labelStudioWithoutItsNesting() {
    ReviewFile file =
        read(
            "[{\"text\":\"the cat sat\",\"id\":11,"
                + NAMED
                + "0,\"answer\":\"accept\",\"edited\":\"a cat\",\"annotator\":7,\"annotation_id\":1},"
                + "{\"text\":\"a dog ran\",\"id\":12,"
                + NAMED
                + "1,\"answer\":{\"choices\":[\"reject\"]},\"annotator\":7}]");
    assertThat(file.answers(0)).containsExactly(new ReviewAnswer(Choice.ACCEPT, "a cat", "7"));
    assertThat(file.answers(1)).containsExactly(answer(Choice.REJECT, "7"));
  }

  @Test
  void argilla() {
    String record =
        "{\"id\":\"%s\",\"fields\":{\"text\":\"%s\"},\"metadata\":{"
            + NAMED
            + "%d},\"suggestions\":{},\"responses\":{%s},\"vectors\":{},\"_server_id\":\"x\"}";
    ReviewFile file =
        read(
            "["
                + record.formatted(
                    "001-ab12/r0002-g00003/0",
                    "the cat sat",
                    0,
                    "\"answer\":[{\"value\":\"accept\",\"user_id\":\"u1\"},{\"value\":\"reject\",\"user_id\":\"u2\"}],\"edited\":[{\"value\":\"a cat\",\"user_id\":\"u1\"}]")
                + ",\n"
                + record.formatted("6f1c", "a dog ran", 1, "")
                + "]");
    assertThat(file.answers(0))
        .containsExactly(
            new ReviewAnswer(Choice.ACCEPT, "a cat", "u1"), answer(Choice.REJECT, "u2"));
    assertThat(file.answers(1)).isEmpty();
    ReviewFile flat =
        read(
            "[{\"id\":\"001-ab12/r0002-g00003/4\",\"text\":\"so it is\",\"answer.responses\":[\"accept\",\"reject\",\"accept\"],"
                + "\"answer.responses.users\":[\"u1\",\"u2\",\"u3\"],\"answer.responses.status\":[\"submitted\",\"draft\",\"discarded\"]}]");
    assertThat(flat.answers(4))
        .containsExactly(answer(Choice.ACCEPT, "u1"), answer(Choice.IGNORE, "u3"));
  }

  /** Own numbers as ids, the fields of meta next to the text, a byte order mark, Windows lines. */
  @Test
  void doccano() {
    ReviewFile file =
        read(
            "\ufeff{\"id\":501,\"text\":\"the cat sat \","
                + NAMED
                + "0,\"novel\":[],\"score\":4.5,\"answer\":null,\"label\":[\"accept\"],\"Comments\":[\"fine\"]}\r\n"
                + "{\"id\":502,\"text\":\"a dog ran\",\"meta\":{"
                + NAMED
                + "1},\"label\":[\"REJECT\"],\"Comments\":[]}\r\n"
                + "{\"id\":503,\"text\":\"so it is\","
                + NAMED
                + "4,\"label\":[]}\r\n");
    assertThat(file.answers(0)).containsExactly(answer(Choice.ACCEPT, "ann"));
    assertThat(file.answers(1)).containsExactly(answer(Choice.REJECT, "ann"));
    assertThat(file.answers(4)).isEmpty();
  }

  /** Sessions, hashes, and a choice, which is accepted whatever was chosen. */
  @Test
  void prodigy() {
    String own =
        "\"_input_hash\":1,\"_task_hash\":2,\"_view_id\":\"classification\",\"_annotator_id\":\"set-%s\",\"_session_id\":\"set-%s\"";
    ReviewFile file =
        read(
            ReviewFileTest.line(
                    0, "the cat sat", "\"answer\":\"accept\"," + own.formatted("a", "a"))
                + ReviewFileTest.line(
                    0, "the cat sat", "\"answer\":\"reject\"," + own.formatted("b", "b"))
                + ReviewFileTest.line(
                    1,
                    "a dog ran",
                    "\"options\":[{\"id\":\"accept\"},{\"id\":\"reject\"}],\"accept\":[\"reject\"],\"answer\":\"accept\","
                        + own.formatted("a", "a")));
    assertThat(file.answers(0))
        .containsExactly(answer(Choice.ACCEPT, "set-a"), answer(Choice.REJECT, "set-b"));
    assertThat(file.answers(1)).containsExactly(answer(Choice.REJECT, "set-a"));
  }

  @Test
  void aListThatEndsInTheMiddleAndTwoLabelsAreSaid() {
    List<Problem> cut =
        ReviewFileTest.ASKED.with("f", "[{\"data\":{\"text\":\"x\"}},\n{\"data\"", "").problems();
    assertThat(cut.toString()).contains("names no unit").contains("the list ends in the middle");
    List<Problem> two =
        ReviewFileTest.ASKED
            .with(
                "f", "{\"text\":\"so it is\"," + NAMED + "4,\"label\":[\"accept\",\"reject\"]}", "")
            .problems();
    assertThat(two)
        .extracting(Problem::toString)
        .containsExactly("f:1: says accept and reject; it must be one of accept, reject, ignore");
  }
}
