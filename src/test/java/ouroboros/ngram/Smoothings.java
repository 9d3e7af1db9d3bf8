package ouroboros.ngram;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.sampling.Probabilities;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.smoothing.AbsoluteDiscounting;
import ouroboros.ngram.smoothing.Additive;
import ouroboros.ngram.smoothing.JelinekMercer;
import ouroboros.ngram.smoothing.Katz;
import ouroboros.ngram.smoothing.KneserNey;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.ngram.smoothing.WittenBell;
import ouroboros.text.Vocabulary;

/** Every smoothing with its name, and small corpora to try it on. */
public final class Smoothings {
  /** Weights of Jelinek-Mercer for orders 1 .. 6. */
  public static final List<Double> WEIGHTS = List.of(.9, .7, .6, .5, .4, .3);

  public static final double K = 0.3;

  private Smoothings() {}

  public static List<String> names() {
    return List.of(
        "none",
        "additive",
        "absolute-discounting",
        "kneser-ney",
        "modified-kneser-ney",
        "witten-bell",
        "katz",
        "jelinek-mercer");
  }

  public static Smoothing of(String name) {
    return switch (name) {
      case "none" -> new Smoothing.None();
      case "additive" -> new Additive(K);
      case "absolute-discounting" -> new AbsoluteDiscounting();
      case "kneser-ney" -> new KneserNey();
      case "modified-kneser-ney" -> new ModifiedKneserNey();
      case "witten-bell" -> new WittenBell();
      case "katz" -> new Katz();
      case "jelinek-mercer" -> new JelinekMercer(WEIGHTS);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Sentences of up to {@code length} words, skewed to low ids, from a linear generator. */
  public static List<int[]> corpus(long seed, int sentences, int length, int types) {
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    List<int[]> all = new ArrayList<>();
    for (int s = 0; s < sentences; s++) {
      int[] sentence = new int[random.nextInt(length + 1)];
      int previous = 0;
      for (int i = 0; i < sentence.length; i++) {
        int rank = Math.min(random.nextInt(types), random.nextInt(types));
        previous = random.nextInt(3) == 0 ? (previous + rank) % types : rank;
        sentence[i] = Vocabulary.FIRST_WORD + previous;
      }
      all.add(sentence);
    }
    return all;
  }

  /** Types of the sentences with {@code </s>} and {@code <unk>}. */
  public static Set<Integer> types(List<int[]> sentences) {
    Set<Integer> types = new TreeSet<>(Set.of(Vocabulary.UNK, Vocabulary.EOS));
    for (int[] sentence : sentences) {
      for (int token : sentence) {
        types.add(token);
      }
    }
    return types;
  }

  public static Sampler compile(List<int[]> sentences, int order, String name) {
    KeyLayout layout = KeyLayout.of(order, 64);
    return SamplerCompiler.compile(Texts.count(layout, sentences), order, of(name), null);
  }

  /** The model's context for a history that may start with {@code <s>}. */
  public static int context(Probabilities model, List<Integer> history) {
    int context = 0;
    for (int token : history) {
      context = token == Vocabulary.BOS ? model.start() : model.next(context, token);
    }
    return context;
  }
}
