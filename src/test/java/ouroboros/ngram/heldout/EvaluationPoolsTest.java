package ouroboros.ngram.heldout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Vocabulary;
import ouroboros.text.read.Compression;
import ouroboros.text.token.TextPipeline;

/**
 * A pool that contains R and all generations is not worse training text than a part of it. Real
 * pools of every 12th document of the bundled corpus (R: about 95,000 tokens), seeds 1 to 5 as
 * given. The differences are many times the noise of one draw, and the draws are fixed by the seed.
 */
class EvaluationPoolsTest {
  private static final double TOLERANCE = 1.005;

  /** The bundled corpus in three parts; words outside R are {@code <unk>} in guard and test. */
  static final class Corpus {
    final List<int[]> real = new ArrayList<>();
    final KeyLayout layout;
    final HeldOut test;
    final CountRun counts;
    private final int closed;

    Corpus(int order, int every) {
      TextPipeline pipeline =
          TextPipeline.of(
              CorpusSpec.TokenizerKind.WORDS, CorpusSpec.Sentences.SPLIT, TextPipeline.Case.LOWER);
      Map<String, Integer> ids = new HashMap<>();
      List<List<List<String>>> heldOut = List.of(new ArrayList<>(), new ArrayList<>());
      int number = 0;
      for (String document : documents()) {
        if (number++ % every != 0) {
          continue;
        }
        int part = number / every % 10;
        for (List<String> sentence : pipeline.read(document)) {
          if (part < 8) {
            real.add(
                sentence.stream()
                    .mapToInt(w -> ids.computeIfAbsent(w, n -> Vocabulary.FIRST_WORD + ids.size()))
                    .toArray());
          } else {
            heldOut.get(part - 8).add(sentence);
          }
        }
      }
      closed = Vocabulary.FIRST_WORD + ids.size();
      layout = KeyLayout.of(order, closed);
      counts = Texts.count(layout, real);
      test =
          HeldOut.of(
              layout,
              new String[] {"all"},
              List.of(Texts.count(layout, numbers(heldOut.get(0), ids))),
              Texts.count(layout, numbers(heldOut.get(1), ids)));
    }

    private static List<int[]> numbers(List<List<String>> text, Map<String, Integer> ids) {
      return text.stream()
          .map(s -> s.stream().mapToInt(w -> ids.getOrDefault(w, Vocabulary.UNK)).toArray())
          .toList();
    }

    private static List<String> documents() {
      List<String> documents = new ArrayList<>();
      ObjectMapper json = new ObjectMapper();
      try (InputStream packed =
              Objects.requireNonNull(
                  Corpus.class.getResourceAsStream("/ouroboros/corpus/strata-small.jsonl.bz2"));
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(
                      Compression.BZIP2.unpack(packed), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          JsonNode document = json.readTree(line);
          documents.add(document.get("text").asText());
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return documents;
    }

    private HeldOutCounts scan(CountRun table, int order) {
      HeldOutCounts scanned =
          new HeldOutCounts(
              test,
              layout,
              new int[] {order},
              closed,
              1,
              new RelativeScale(order, table.total(), (double) counts.total()));
      SuffixScan.of(table, scanned);
      return scanned;
    }

    private long types() {
      return closed - Vocabulary.FIRST_WORD + 2L;
    }

    double perplexity(CountRun table, int order) {
      return EvaluationModel.fit(test, scan(table, order), types()).score().perplexity();
    }

    double kneserNey(CountRun table, int order) {
      return HeldOutScore.of(new ModifiedKneserNey(), test, scan(table, order), order, types())
          .perplexity();
    }

    /** As many sentences as R. */
    List<int[]> draw(
        CountRun table, Smoothing smoothing, Decoding decoding, int seed, int generation) {
      TreeMap<Long, int[]> drawn = new TreeMap<>();
      DecodedModel.of(
              SamplerCompiler.compile(table, layout.order(), smoothing, null), decoding, false)
          .drawer(seed, 0, generation, 1_000)
          .draw(
              0,
              real.size(),
              (unit, tokens, from, to) -> drawn.put(unit, Arrays.copyOfRange(tokens, from, to)));
      return List.copyOf(drawn.values());
    }

    List<int[]> bootstrap(Random random) {
      return random.ints(real.size(), 0, real.size()).mapToObj(real::get).toList();
    }
  }

  /** Compares the pools of generations 1 .. last; returns a line for each. */
  static List<String> check(
      Corpus corpus, Smoothing smoothing, Decoding decoding, int seed, int last) {
    int order = corpus.layout.order();
    Random random = new Random(seed);
    CountRun again = Texts.count(corpus.layout, corpus.bootstrap(random));
    CountRun synthetic = CountRun.empty(corpus.layout);
    CountRun pool = corpus.counts;
    List<int[]> sentences = new ArrayList<>(corpus.real);
    List<String> lines = new ArrayList<>();
    for (int g = 1; g <= last; g++) {
      List<int[]> drawn = corpus.draw(pool, smoothing, decoding, seed, g);
      CountRun counts = Texts.count(corpus.layout, drawn);
      synthetic = CountMerge.sum(synthetic, counts);
      pool = CountMerge.sum(corpus.counts, synthetic);
      sentences.addAll(drawn);
      List<int[]> shuffled = new ArrayList<>(sentences);
      Collections.shuffle(shuffled, random);
      CountRun subsample = Texts.count(corpus.layout, shuffled.subList(0, corpus.real.size()));
      double ofPool = corpus.perplexity(pool, order);
      double ofBootstrap = corpus.perplexity(CountMerge.sum(again, synthetic), order);
      double ofSubsample = corpus.perplexity(subsample, order);
      double ofLast = corpus.perplexity(counts, order);
      String line =
          "seed %d generation %d: R, S_1 .. S_g %.2f, with R drawn again %.2f, subsample %.2f, S_g %.2f"
              .formatted(seed, g, ofPool, ofBootstrap, ofSubsample, ofLast);
      lines.add(line);
      assertThat(ofPool)
          .as(line)
          .isLessThanOrEqualTo(TOLERANCE * Math.min(ofBootstrap, Math.min(ofSubsample, ofLast)));
    }
    return lines;
  }

  private static final Corpus SMALL = new Corpus(3, 12);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aPoolWithAllOfRIsNotWorseThanItsParts(int seed) {
    assertThat(check(SMALL, new Smoothing.None(), Decoding.NONE, seed, 10)).hasSize(10);
  }

  @Test
  void norIsAPoolWithInventedNgrams() {
    assertThat(check(SMALL, new ModifiedKneserNey(), Decoding.NONE, 1, 4)).hasSize(4);
    assertThat(check(SMALL, new ModifiedKneserNey(), Decoding.temperature(1.3), 1, 2)).hasSize(2);
  }

  /** Half of the corpus. Guard also teaches how many words are unknown, which helps small texts. */
  @Test
  void onRItIsAsGoodAsModifiedKneserNey() {
    Corpus half = new Corpus(3, 2);
    for (int order = 1; order <= 3; order++) {
      double ours = half.perplexity(half.counts, order);
      assertThat(ours / half.kneserNey(half.counts, order)).isBetween(.97, 1.03);
      assertThat(SMALL.perplexity(SMALL.counts, order))
          .isLessThan(SMALL.kneserNey(SMALL.counts, order));
    }
  }

  @Test
  void elevenCopiesOfRAreNoWorseThanR() {
    double once = SMALL.perplexity(SMALL.counts, 3);
    assertThat(SMALL.perplexity(SMALL.counts.times(11), 3)).isEqualTo(once);
    // Modified Kneser-Ney itself says that they are.
    assertThat(SMALL.kneserNey(SMALL.counts.times(11), 3))
        .isGreaterThan(1.3 * SMALL.kneserNey(SMALL.counts, 3));
  }
}
