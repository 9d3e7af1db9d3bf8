package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFiles;
import ouroboros.mixture.DocumentBlock;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.count.SampleSentences;
import ouroboros.spark.prepare.Preparation;
import ouroboros.spark.text.DocumentText;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.SpecFixtures;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.prepared.PreparedCorpus;

/** A paragraph is a block of a document's text between blank lines. */
@Tag("spark")
class ParagraphsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  private SpecFixtures spec(List<String> texts) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      ObjectNode document = JSON.createObjectNode();
      document.put("id", "d" + i).put("stratum", "s").put("text", texts.get(i));
      lines.append(document).append('\n');
    }
    Path file = Files.writeString(folder.resolve("texts.jsonl"), lines.toString());
    return SpecFixtures.of(file.toString()).withSplit(new CorpusSpec.Split(1, 0, 0, 0));
  }

  /** The paragraphs of each document of R, by its first word; sentences are separated by bars. */
  private static Map<String, List<String>> paragraphs(String prepared) {
    CorpusReader reader = CorpusReader.open(prepared);
    Vocabulary vocabulary = reader.vocabulary();
    Map<Integer, Map<Integer, String>> found = new HashMap<>();
    for (BlockRef ref : reader.blocks(Part.REAL)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        found
            .computeIfAbsent(block.document(i), d -> new TreeMap<>())
            .merge(
                block.paragraph(i),
                SampleSentences.words(vocabulary, block.sentence(i)),
                (a, b) -> a + " | " + b);
      }
    }
    Map<String, List<String>> byFirst = new HashMap<>();
    int next = 0;
    for (int d = 0; d < found.size(); d++) {
      Map<Integer, String> own = found.get(d);
      List<String> texts = new ArrayList<>();
      for (Map.Entry<Integer, String> each : own.entrySet()) {
        assertThat(each.getKey()).isEqualTo(next++);
        texts.add(each.getValue());
      }
      byFirst.put(texts.get(0).split(" ")[0], texts);
    }
    assertThat(reader.corpus().part(Part.REAL).paragraphs()).isEqualTo(next);
    return byFirst;
  }

  @Test
  void blankLinesEndThemHoweverSentencesAreCutAndForAnyPartitions() throws IOException {
    List<String> texts =
        List.of(
            "One. Two\nthree\n\nfour",
            "\n \nfive\r\n\r\n\t\r\n\r\nsix\n\n\n",
            "seven\nEight. Nine",
            "\n\n",
            "ten\n\u2003\u200b\neleven\n\n...\n\ntwelve");
    for (CorpusSpec.Sentences cut : CorpusSpec.Sentences.values()) {
      SpecFixtures spec = spec(texts).withTokens(CorpusSpec.TokenizerKind.WORDS, cut);
      try (Session session = Runs.session()) {
        String out = folder.resolve("out-" + cut).toString();
        PreparedCorpus one = Preparation.prepare(session.spark(), spec.spec(), 1, out, 1);
        PreparedCorpus three = Preparation.prepare(session.spark(), spec.spec(), 1, out + 3, 3);
        assertThat(three.textHash()).isEqualTo(one.textHash());
        String bar = cut == CorpusSpec.Sentences.LINES ? " " : " | ";
        assertThat(paragraphs(out))
            .isEqualTo(
                Map.of(
                    "one", List.of("one ." + bar + "two | three", "four"),
                    "five", List.of("five", "six"),
                    "seven", List.of("seven | eight ." + bar + "nine"),
                    "ten", List.of("ten", "eleven", ". . .", "twelve")));
      }
    }
  }

  /** Longer than a chunk between the passes, so it is cut within its paragraphs. */
  @Test
  void aLongDocumentKeepsItsParagraphs() throws IOException {
    String paragraph = ("a b c d e f g h ".repeat(60) + "\n").repeat(1500);
    SpecFixtures spec =
        spec(List.of("x\n\n" + paragraph + "\n" + paragraph + "\n\ny"))
            .withTokens(CorpusSpec.TokenizerKind.WHITESPACE, CorpusSpec.Sentences.LINES);
    try (Session session = Runs.session()) {
      String out = folder.resolve("long").toString();
      PreparedCorpus corpus = Preparation.prepare(session.spark(), spec.spec(), 1, out);
      PreparedCorpus.PartEntry real = corpus.part(Part.REAL);
      assertThat(real.tokens()).isEqualTo(2 * 1500 * 480 + 2);
      assertThat(real.files().get(0).lengths()).hasSizeGreaterThan(10);
      assertThat(real.paragraphs()).isEqualTo(4);
      assertThat(paragraphs(out).get("x"))
          .extracting(text -> text.split(" \\| ").length)
          .containsExactly(1, 1500, 1500, 1);
      DocumentText units =
          new DocumentText(
              JavaSparkContext.fromSparkContext(session.spark().sparkContext()),
              CorpusReader.open(out),
              FamilySpec.Unit.PARAGRAPH);
      DocumentBlock middle = units.source(Part.REAL, 1, 2).load();
      assertThat(middle.tokens()).hasSize(2 * 1500 * 480);
    }
  }

  @Test
  void aCorpusOfAnEarlierVersionIsPreparedAgain() throws IOException {
    SpecFixtures spec = spec(List.of("one\n\ntwo", "three"));
    try (Session session = Runs.session()) {
      String out = folder.resolve("old").toString();
      PreparedCorpus made = Preparation.prepare(session.spark(), spec.spec(), 1, out);
      Path manifest = Path.of(out, "corpus.json");
      String now = "\"version\":" + PreparedCorpus.VERSION;
      String text = Files.readString(manifest).replace("\"version\" :", "\"version\":");
      text = text.replace("\"version\": ", "\"version\":");
      assertThat(text).contains(now);
      Files.writeString(manifest, text.replace(now, "\"version\":1"));
      Files.deleteIfExists(Path.of(out, ".corpus.json.crc"));
      assertThatThrownBy(() -> CorpusReader.open(out))
          .hasMessageContaining("of version " + PreparedCorpus.VERSION + "; prepare it anew");
      PreparedCorpus again = Preparation.prepare(session.spark(), spec.spec(), 1, out);
      assertThat(again.textHash()).isEqualTo(made.textHash());
      assertThat(again.part(Part.REAL).files()).isNotEqualTo(made.part(Part.REAL).files());
      assertThat(CorpusReader.open(out).damage()).isEmpty();
    }
  }

  /** The small corpus with a blank line after about every third sentence. */
  private Path broken(Path small) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<String> documents = Files.lines(small)) {
      for (String line : documents.toList()) {
        ObjectNode document = (ObjectNode) JSON.readTree(line);
        String[] words = document.path("text").asText().split(" ");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
          text.append(words[i]).append(i % 25 == 24 ? "\n\n" : " ");
        }
        lines.append(document.put("text", text.toString())).append('\n');
      }
    }
    return Files.writeString(folder.resolve("broken.jsonl"), lines.toString());
  }

  @Test
  void aMixtureOfParagraphsCountsParagraphsAndIsTheSameOnAnyCores() throws IOException {
    Runs runs = new Runs(folder);
    Path corpus = broken(folder.resolve("small.jsonl"));
    Path spec =
        runs.spec(
            "paragraphs",
            """
            family: {kind: gaussian-mixture, components: 3, unit: paragraph, features: {dimension: 4}}
            policy: {kind: replace}
            generations: 2
            sweep:
              family.unit: [paragraph, document]
              policy: [{kind: replace}, {kind: fresh, real: {share: 0.1}}]
            """);
    String source = "corpus.source=" + corpus;
    Map<String, String> expected;
    try (Session session = Runs.session("local[1]", Map.of())) {
      Runs.run(session, spec, runs.out("one"), source, "generations=1");
      Runs.run(session, spec, runs.out("one"), source);
      expected = Runs.hashes(runs.out("one"));
    }
    try (Session session = Runs.session("local[2]", Map.of("spark.default.parallelism", "7"))) {
      Runs.run(session, spec, runs.out("two"), source);
    }
    assertThat(Runs.hashes(runs.out("two"))).isEqualTo(expected);
    assertThat(SealedFiles.check(ExperimentRun.folder(runs.out("one").toString())).damage())
        .isEmpty();
    JsonNode run = JSON.readTree(runs.out("one").resolve("run.json").toFile());
    long paragraphs = run.at("/parts/paragraph/real").asLong();
    long documents = run.at("/parts/document/real").asLong();
    assertThat(paragraphs).isGreaterThan(2 * documents);
    assertThat(run.path("inputs").size()).isEqualTo(2);
    assertThat(run.path("inputs").has("vectors paragraph tf-idf svd 4")).isTrue();
    assertThat(run.path("corpusNotices").toString()).doesNotContain("without a blank line");
    samplesAreTheFirstParagraphs(runs.out("one"));
    for (Map<String, String> cell : Runs.rows(runs.out("one").resolve("cells.csv"))) {
      boolean whole = cell.getOrDefault("cell", "").contains("unit=document");
      long real = whole ? documents : paragraphs;
      Manifest first = Runs.manifest(runs.out("one"), cell.getOrDefault("folder", ""), 0, 1);
      assertThat(first.record().units()).isEqualTo(real);
      if (cell.getOrDefault("cell", "").contains("fresh")) {
        assertThat(first.tables().training().sentences()).isEqualTo(real + Math.round(0.1 * real));
      }
    }
  }

  /** Unit i of R is paragraph i. */
  private static void samplesAreTheFirstParagraphs(Path out) throws IOException {
    CorpusReader reader = CorpusReader.open(out.resolve("corpus").toString());
    Vocabulary vocabulary = reader.vocabulary();
    Map<Integer, String> paragraphs = new TreeMap<>();
    for (BlockRef ref : reader.blocks(Part.REAL)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        String words = SampleSentences.words(vocabulary, block.sentence(i));
        paragraphs.merge(block.paragraph(i), words, (a, b) -> a + " " + b);
      }
    }
    int compared = 0;
    for (String line : Files.readAllLines(out.resolve("samples.jsonl"))) {
      JsonNode sample = JSON.readTree(line);
      if (sample.path("generation").asInt() == 0
          && sample.path("cell").asText().contains("unit=paragraph")) {
        String[] words = paragraphs.get(sample.path("unit").asInt()).split(" ");
        assertThat(sample.path("text").asText())
            .isEqualTo(
                String.join(" ", Arrays.asList(words).subList(0, Math.min(30, words.length))));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(2 * 6);
  }

  @Test
  void withoutBlankLinesEachDocumentIsOneAndTheRunRecordSaysSo() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "whole",
            """
            family: {kind: gaussian-mixture, components: 2, unit: paragraph, features: {dimension: 2}}
            policy: {kind: replace}
            generations: 1
            """);
    try (Session session = Runs.session()) {
      Runs.run(session, spec, runs.out("whole"));
    }
    JsonNode run = JSON.readTree(runs.out("whole").resolve("run.json").toFile());
    assertThat(run.at("/parts/paragraph")).isEqualTo(run.at("/parts/document"));
    assertThat(
            run.path("corpusNotices")
                .path("documents without a blank line, each one paragraph, real")
                .asLong())
        .isEqualTo(run.at("/parts/document/real").asLong());
  }
}
