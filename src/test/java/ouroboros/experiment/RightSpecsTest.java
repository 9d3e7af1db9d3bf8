package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.config.SpecFile;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.Policy;
import ouroboros.text.CorpusSpec;

class RightSpecsTest {
  @Test
  void whatIsNotSaidIsTheDefaultOfTheSpec() {
    Experiment e = parse(SpecCase.BASE);
    assertThat(e.name()).isEqualTo("a");
    assertThat(e.seed()).isEqualTo(1);
    assertThat(e.generations()).isEqualTo(2);
    assertThat(e.replicates()).isEqualTo(1);
    assertThat(e.metrics()).isEqualTo(new MetricChoice.Default());
    assertThat(e.metricOrder()).isEqualTo(3);
    assertThat(e.evaluation()).isEqualTo(new Evaluation(3, 1, 100));
    assertThat(e.keep()).isEqualTo(Keep.ALL);
    assertThat(e.keepReplicates()).isFalse();
    assertThat(e.columns()).isEmpty();
    assertThat(e.corpus())
        .isEqualTo(
            new CorpusSpec(
                List.of("bundled:strata"),
                "text",
                "id",
                "stratum",
                null,
                null,
                CorpusSpec.Documents.FILE,
                1.0,
                CorpusSpec.Deduplicate.NONE,
                CorpusSpec.TokenizerKind.WORDS,
                CorpusSpec.Sentences.SPLIT,
                true,
                1,
                null,
                CorpusSpec.Split.DEFAULT,
                false,
                null));
    Cell cell = e.cells().get(0);
    assertThat(cell.name()).isEqualTo("base");
    assertThat(cell.family())
        .isEqualTo(
            new FamilySpec.Ngram(3, new Smoothing.None(), FamilySpec.VocabularyKind.TRAINING));
    assertThat(cell.policy()).isEqualTo(new Policy.Replace());
    assertThat(cell.size()).isEqualTo(new Size.Real());
    assertThat(cell.real()).isNull();
    assertThat(cell.sampling())
        .isEqualTo(
            new Sampling(Decoding.NONE, null, Sampling.Backend.AUTO, Sampling.ModelPlace.AUTO));
  }

  @Test
  void defaultsWrittenOutAreTheSameExperiment() {
    String written =
        SpecCase.BASE
            + """
            corpus:
              source: [bundled:strata]
              text: text
              id: id
              stratum: stratum
              period: null
              group: null
              documents: file
              sample: 1
              deduplicate: none
              tokenizer: words
              sentences: split
              lower-case: true
              min-count: 1
              max-vocabulary: null
              split: {real: 0.6, reserve: 0.2, guard: 0.1, test: 0.1}
              resample: false
            size: real
            sampling: {temperature: 1, top-k: null, top-p: 1, repetition-penalty: 1, max-length: null, backend: auto, model: auto}
            safeguards: []
            metrics: default
            metric-order: 3
            evaluation: {order: 3, every: 1}
            keep: all
            replicates: 1
            keep-replicates: false
            """;
    assertThat(parse(written)).isEqualTo(parse(SpecCase.BASE));
  }

  @Test
  void everythingCanBeSaidOtherwise() {
    Experiment e =
        parse(
            SpecCase.BASE
                + """
                corpus:
                  source: [a.txt, "s3a://b/*.jsonl.gz"]
                  text: body
                  id: null
                  stratum: author
                  period: year
                  group: book
                  documents: line
                  sample: 0.25
                  deduplicate: exact
                  tokenizer: characters
                  sentences: lines
                  lower-case: false
                  min-count: 3
                  max-vocabulary: 5000
                  split: {real: 0.5, reserve: 0, guard: 0, test: 0.5}
                  resample: true
                size: {tokens: 1000}
                sampling:
                  temperature: 0.7
                  top-k: 50
                  top-p: 0.95
                  repetition-penalty: 1.2
                  max-length: 40
                  backend: sentences
                  model: broadcast
                metrics: [types-n, "types-2@", perplexity]
                metric-order: 2
                evaluation: {order: 5, every: 10}
                keep: needed
                replicates: 100000
                keep-replicates: true
                """);
    assertThat(e.corpus())
        .isEqualTo(
            new CorpusSpec(
                List.of("a.txt", "s3a://b/*.jsonl.gz"),
                "body",
                null,
                "author",
                "year",
                "book",
                CorpusSpec.Documents.LINE,
                0.25,
                CorpusSpec.Deduplicate.EXACT,
                CorpusSpec.TokenizerKind.CHARACTERS,
                CorpusSpec.Sentences.LINES,
                false,
                3,
                5000,
                new CorpusSpec.Split(0.5, 0, 0, 0.5),
                true,
                null));
    assertThat(e.cells().get(0).size()).isEqualTo(new Size.Tokens(1000));
    assertThat(e.cells().get(0).sampling())
        .isEqualTo(
            new Sampling(
                new Decoding(1.2, 0.7, 50, 0.95),
                40,
                Sampling.Backend.SENTENCES,
                Sampling.ModelPlace.BROADCAST));
    assertThat(e.metrics())
        .isEqualTo(new MetricChoice.Listed(List.of("types-n", "types-2@", "perplexity")));
    assertThat(e.metricOrder()).isEqualTo(2);
    assertThat(e.evaluation()).isEqualTo(new Evaluation(5, 10, 100));
    assertThat(e.keep()).isEqualTo(Keep.NEEDED);
    assertThat(e.replicates()).isEqualTo(100_000);
    assertThat(e.keepReplicates()).isTrue();
  }

  @Test
  void aSmoothingIsAMapOrABareName() {
    for (String smoothing : List.of("modified-kneser-ney", "{kind: modified-kneser-ney}")) {
      Experiment e =
          parse(SpecCase.BASE, "family={kind: ngram, order: 5, smoothing: " + smoothing + "}");
      assertThat(e.cells().get(0).family())
          .isEqualTo(
              new FamilySpec.Ngram(5, new ModifiedKneserNey(), FamilySpec.VocabularyKind.TRAINING));
    }
  }

  @Test
  void seedsHave64Bits() {
    assertThat(parse(SpecCase.BASE, "seed=-9223372036854775808").seed()).isEqualTo(Long.MIN_VALUE);
    assertThat(parse(SpecCase.BASE, "seed=+9223372036854775807").seed()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void sizeIsANumberOfUnits() {
    assertThat(parse(SpecCase.BASE, "size=7").cells().get(0).size()).isEqualTo(new Size.Units(7));
  }

  @Test
  void aliasesAreWhatTheyName() {
    Experiment e =
        parse(
            """
            name: a
            seed: 1
            generations: 2
            family: {kind: ngram}
            sweep:
              policy:
                - {kind: anchor, real: &tenth {share: 0.1}}
                - {kind: fresh, real: *tenth}
            """);
    assertThat(e.cells()).hasSize(2);
  }

  @Test
  void jsonIsYaml() {
    assertThat(
            parse(
                "{\"name\": \"a\", \"seed\": 1, \"family\": {\"kind\": \"ngram\"},"
                    + " \"policy\": {\"kind\": \"replace\"}, \"generations\": 2}"))
        .isEqualTo(parse(SpecCase.BASE));
  }

  private static Experiment parse(String yaml, String... overrides) {
    return SpecFile.parse("x.yaml", yaml, List.of(overrides));
  }
}
