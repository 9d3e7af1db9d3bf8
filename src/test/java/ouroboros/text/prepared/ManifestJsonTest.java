package ouroboros.text.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.Part;
import ouroboros.text.SpecFixtures;
import ouroboros.text.block.BlockFile;
import ouroboros.text.prepared.PreparedCorpus.Amounts;
import ouroboros.text.prepared.PreparedCorpus.Input;
import ouroboros.text.prepared.PreparedCorpus.NoticeEntry;
import ouroboros.text.prepared.PreparedCorpus.PartEntry;
import ouroboros.text.prepared.PreparedCorpus.VocabularyEntry;

class ManifestJsonTest {
  private static final List<Input> INPUTS = List.of(new Input("ä.txt", 12, "ab"));

  private static PreparedCorpus corpus() {
    CorpusSpec spec = SpecFixtures.of("/data/*.jsonl").withPeriod("year").withSample(0.1).spec();
    BlockFile file =
        new BlockFile(Part.REAL, "a/real-0", 0, 99, "cd", List.of(9), List.of(2), List.of(7), 1);
    List<PartEntry> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      parts.add(
          new PartEntry(part, 1, 2, 2, 7, 1, List.of(new Amounts(1, 2, 2, 7)), List.of(file)));
    }
    return new PreparedCorpus(
        PreparedCorpus.VERSION,
        ManifestJson.contentHash(spec, -5, INPUTS),
        -5,
        "77.1",
        spec,
        INPUTS,
        new VocabularyEntry("a/v", 5, "ef", 10, 7),
        List.of("all"),
        parts,
        List.of(
            new NoticeEntry(Notice.BLANK_LINES, 3, "ä.txt:4"),
            new NoticeEntry(Notice.NOT_SAMPLED, 4, null)));
  }

  @Test
  void comesBackAsItWas() {
    assertThat(ManifestJson.read(ManifestJson.write(corpus()))).contains(corpus());
  }

  @Test
  void speaksTheWordsOfTheExperimentFile() {
    assertThat(new String(ManifestJson.write(corpus()), StandardCharsets.UTF_8))
        .contains("\"min-count\":1", "\"part\":\"reserve\"", "\"notice\":\"blank-lines\"")
        .doesNotContain("real-until", "\"strata\":[]");
  }

  @Test
  void cutOffOrChangedItIsNone() {
    byte[] whole = ManifestJson.write(corpus());
    for (int length = 0; length < whole.length - 2; length++) {
      assertThat(ManifestJson.read(Arrays.copyOf(whole, length))).isEmpty();
    }
    String changed =
        new String(whole, StandardCharsets.UTF_8).replace("\"sample\":0.1", "\"sample\":0.2");
    assertThat(ManifestJson.read(changed.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void theContentHashHangsOnWhatDecides() {
    SpecFixtures base = SpecFixtures.of("a");
    String hash = ManifestJson.contentHash(base.spec(), 1, INPUTS);
    assertThat(ManifestJson.contentHash(SpecFixtures.of("b").spec(), 1, INPUTS)).isEqualTo(hash);
    assertThat(ManifestJson.contentHash(base.spec(), 2, INPUTS)).isNotEqualTo(hash);
    assertThat(ManifestJson.contentHash(base.withSample(0.5).spec(), 1, INPUTS)).isNotEqualTo(hash);
    assertThat(ManifestJson.contentHash(base.withVocabulary(2, null).spec(), 1, INPUTS))
        .isNotEqualTo(hash);
    assertThat(ManifestJson.contentHash(base.spec(), 1, List.of(new Input("ä.txt", 12, "ac"))))
        .isNotEqualTo(hash);
  }
}
