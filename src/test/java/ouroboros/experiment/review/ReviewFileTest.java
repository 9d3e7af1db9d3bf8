package ouroboros.experiment.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Problem;
import ouroboros.experiment.review.ReviewAnswer.Choice;

class ReviewFileTest {
  static final ReviewPlace PLACE = new ReviewPlace("001-ab12", 2, 3);
  static final ReviewFile ASKED =
      ReviewFile.asked(
          PLACE,
          List.of(
              new ReviewUnit(0, "the cat sat", List.of("cat sat"), 4.5),
              new ReviewUnit(1, "a dog ran", List.of(), 3.25),
              new ReviewUnit(4, "so it is", List.of(), null)));

  static String line(long unit, String text, String more) {
    return "{\"id\":\""
        + PLACE.id(unit)
        + "\",\"text\":\""
        + text
        + "\",\"label\":[],\"score\":null,"
        + more
        + ",\"meta\":{\"cell\":\"001-ab12\",\"replicate\":2,\"generation\":3,\"unit\":"
        + unit
        + ",\"novel\":[]}}\n";
  }

  private static List<String> problems(String content) {
    return ASKED.with("f.jsonl", content, "").problems().stream().map(Problem::toString).toList();
  }

  @Test
  void aFileHasExactlyTheFieldsOfTheContract() throws IOException {
    assertThat(PLACE.file()).isEqualTo("reviews/001-ab12/r0002-g00003.jsonl");
    List<String> lines = ASKED.text().lines().toList();
    assertThat(lines).hasSize(3);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.toString())
        .isEqualTo(
            "{\"id\":\"001-ab12/r0002-g00003/0\",\"text\":\"the cat"
                + " sat\",\"label\":[],\"score\":4.5,\"answer\":null,\"meta\":{\"cell\":\"001-ab12\",\"replicate\":2,\"generation\":3,\"unit\":0,\"novel\":[\"cat"
                + " sat\"]}}");
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    String answered =
        line(0, "the cat sat", "\"answer\":\"accept\",\"edited\":\"the cat sits\"")
            + line(1, "a dog ran", "\"answer\":\"reject\",\"annotator\":\"ann\"")
            + line(1, "a dog ran", "\"answer\":\"ignore\",\"annotator\":\"bob\"");
    ReviewFile.Checked read = ASKED.with("f", answered, "");
    assertThat(read.problems()).isEmpty();
    ReviewFile again = ReviewFile.read(PLACE, "f", read.file().text()).file();
    assertThat(again).isEqualTo(read.file());
    assertThat(again.answers(1))
        .containsExactly(
            new ReviewAnswer(Choice.REJECT, null, "ann"),
            new ReviewAnswer(Choice.IGNORE, null, "bob"));
    assertThat(again.waiting(1)).isEqualTo(1);
    assertThat(again.waiting(2)).isEqualTo(2);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceWithItsLine() {
    String bad =
        line(0, "the cat sat", "\"answer\":\"accept\"")
            + line(0, "the cat sat", "\"answer\":\"accept\"")
            + line(2, "no", "\"answer\":\"accept\"")
            + line(1, "a dog ran", "\"answer\":\"acept\"")
            + line(1, "a dog", "\"answer\":\"accept\"")
            + line(4, "so it is", "\"answer\":\"accept\"").replace("001-ab12", "002-ff")
            + line(4, "so it is", "\"answer\":\"reject\",\"edited\":\"so be it\"")
            + line(4, "so it is", "\"answer\":\"accept\",\"edited\":\"so\\tis\"")
            + line(4, "so it is", "\"answer\":\"accept\",\"edited\":\"so \\u200fis\"")
            + line(4, "so it is", "\"answer\":\"accept\",\"edited\":\" \"")
            + "7\n"
            + "{\"text\":\"so it is\",\"answer\":\"accept\"}\n"
            + line(4, "so it is", "\"answer\":\"accept\"").substring(0, 40)
            + "\n"
            + line(4, "so it is", "\"answer\":\"accept\",\"id\":\"001-ab12/r0002-g00003/17\"");
    assertThat(problems(bad))
        .satisfiesExactlyInAnyOrder(
            p ->
                assertThat(p)
                    .isEqualTo(
                        "f.jsonl:2: answers unit 0 again, after line 1; one person has one answer"),
            p -> assertThat(p).isEqualTo("f.jsonl:3: unit 2 was not asked here"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "f.jsonl:4: answer \"acept\" is unknown; it must be one of accept, reject,"
                            + " ignore; nearest: accept"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "f.jsonl:5: unit 1 has another text than was asked; a new text goes into"
                            + " edited"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "f.jsonl:6: is of cell 002-ff replicate 2 generation 3, this file is of"
                            + " cell 001-ab12 replicate 2 generation 3"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "f.jsonl:7: edited is given with answer reject; an edited unit is"
                            + " accepted"),
            p -> assertThat(p).startsWith("f.jsonl:8: edited has a tab (U+0009) at character 3"),
            p ->
                assertThat(p)
                    .startsWith(
                        "f.jsonl:9: edited has a mark of writing direction (U+200F) at character"
                            + " 4"),
            p -> assertThat(p).startsWith("f.jsonl:10: edited has nothing in it"),
            p -> assertThat(p).isEqualTo("f.jsonl:11: is no JSON object"),
            p -> assertThat(p).startsWith("f.jsonl:12: names no unit"),
            p -> assertThat(p).startsWith("f.jsonl:13: is no JSON object, or half of one"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "f.jsonl:14: names two units: 001-ab12/r0002-g00003/17 in id,"
                            + " 001-ab12/r0002-g00003/4 in meta"));
  }

  @Test
  void theMajorityDecidesAndIgnoredUnitsAreNotReviewed() {
    ReviewAnswer yes = new ReviewAnswer(Choice.ACCEPT, null, "a");
    ReviewAnswer no = new ReviewAnswer(Choice.REJECT, null, "b");
    ReviewAnswer other = new ReviewAnswer(Choice.ACCEPT, "x", "c");
    ReviewAnswer skip = new ReviewAnswer(Choice.IGNORE, null, "d");
    assertThat(ReviewDecisions.of(List.of())).isEmpty();
    assertThat(ReviewDecisions.of(List.of(skip, skip))).isEmpty();
    assertThat(ReviewDecisions.of(List.of(yes, no)))
        .isEqualTo(Optional.of(new ReviewDecisions.Decision(false, null)));
    assertThat(ReviewDecisions.of(List.of(yes, no, skip, yes)))
        .isEqualTo(Optional.of(new ReviewDecisions.Decision(true, null)));
    assertThat(ReviewDecisions.of(List.of(yes, other, other)))
        .isEqualTo(Optional.of(new ReviewDecisions.Decision(true, "x")));
    assertThat(ReviewDecisions.of(List.of(other, yes)))
        .isEqualTo(Optional.of(new ReviewDecisions.Decision(true, "x")));
  }
}
