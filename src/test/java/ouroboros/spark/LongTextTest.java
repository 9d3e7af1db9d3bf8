package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too long to be sealed is refused when it is read, with the limit. */
@Tag("spark")
class LongTextTest {
  @TempDir Path folder;

  @Test
  void aSentenceAndATokenHaveALimit() throws IOException {
    Path text = folder.resolve("t.txt");
    Files.writeString(text, "a b\n" + "a ".repeat(4_000_001) + "\n");
    assertThat(prepare(text).err())
        .contains("a sentence of 8,000,002 characters; the limit is 8,000,000");
    Files.writeString(text, "a b\n" + "x".repeat(1_000_001) + "\n");
    assertThat(prepare(text).err())
        .contains("a token of 1,000,001 characters; the limit is 1,000,000");
  }

  private Answer prepare(Path text) {
    Answer answer =
        Answer.of(
            "prepare",
            text.toString(),
            "--out",
            folder.resolve("o").toString(),
            "--tokenizer",
            "whitespace",
            "--sentences",
            "lines",
            "--set",
            "corpus.documents=line");
    assertThat(answer.code()).isEqualTo(2);
    return answer;
  }
}
