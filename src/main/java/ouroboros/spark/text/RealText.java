package ouroboros.spark.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.Source;
import ouroboros.random.ConcatenatedSelection;
import ouroboros.random.Key;
import ouroboros.random.Selection;
import ouroboros.random.Subset;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.RealUnits;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.CorpusException;
import ouroboros.text.Part;
import ouroboros.text.PeriodValue;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.prepared.FollowedStrata;

/** The real sentences of a prepared corpus, as tasks that read them. */
public final class RealText {

  private static final long TOKENS_PER_TASK = 1 << 20;

  /**
   * Salts from here on belong to the strata, one each. No source of a recipe has such a salt,
   * however many generations there are.
   */
  private static final long STRATA = 1 << 22;

  private final JavaSparkContext spark;
  private final CorpusReader corpus;
  private final Broadcast<Vocabulary> vocabulary;
  private final Components components;
  private final FollowedStrata strata;
  private final SharedResults<List<Object>, SentenceOrder> classes = new SharedResults<>();
  private final SharedResults<Choice.Part, RealUnits> parts = new SharedResults<>();

  /** Real text of which neither components nor strata matter. */
  public RealText(JavaSparkContext spark, CorpusReader corpus, Broadcast<Vocabulary> vocabulary) {
    this(spark, corpus, vocabulary, Components.ONE, FollowedStrata.together(corpus.corpus()));
  }

  /**
   * @param components the components that sentences belong to
   * @param strata the strata by which text is counted
   */
  public RealText(
      JavaSparkContext spark,
      CorpusReader corpus,
      Broadcast<Vocabulary> vocabulary,
      Components components,
      FollowedStrata strata) {
    this.spark = spark;
    this.corpus = corpus;
    this.vocabulary = vocabulary;
    this.components = components;
    this.strata = strata;
  }

  /** The components that sentences belong to. */
  public Components components() {
    return components;
  }

  /**
   * The folder, inside {@code real/}, of what is computed from R; see {@link CorpusReader#place}.
   */
  public String place() {
    return corpus.place();
  }

  /** How many sentences a part of the corpus has. */
  public long units(Part part) {
    return corpus.corpus().part(part).sentences();
  }

  /** How many sentences of R can be chosen in a way. */
  public long units(Policy.Choose how) {
    if (!(how instanceof Policy.Choose.Stratum one)) {
      return units(Part.REAL);
    }
    long number = corpus.corpus().strata().indexOf(one.name());
    return classes(Part.REAL, SentenceOrder.Kind.STRATUM).size(number);
  }

  /** The sentences of R that a member of an ecosystem starts from. Cost: reads R for a stratum. */
  public RealUnits units(Choice.Part part) {
    if (!part.byStratum()) {
      return RealUnits.of(part.first(), part.many());
    }
    return parts.get(
        part,
        () -> {
          BlockTask.Chooser chooser =
              classes(Part.REAL, SentenceOrder.Kind.STRATUM)
                  .chooser(part.selection(new Key(0, 0), 0, units(Part.REAL), part.many()));
          List<List<BlockRef>> groups = groups(Part.REAL);
          List<Integer> numbers = IntStream.range(0, groups.size()).boxed().toList();
          List<long[]> runs = new ArrayList<>();
          for (long[][] each :
              Jobs.each(spark, numbers, number -> runs(groups.get(number), chooser))) {
            runs.addAll(List.of(each));
          }
          return RealUnits.of(runs);
        });
  }

  /** The chosen sentences of some blocks as runs: the first one, and how many. */
  private static long[][] runs(List<BlockRef> blocks, BlockTask.Chooser chooser) {
    List<long[]> runs = new ArrayList<>();
    for (BlockRef ref : blocks) {
      SentenceBlock block = CorpusReader.read(ref);
      int[] times = new int[block.sentences()];
      chooser.multiplicities(block, times);
      for (int i = 0; i < times.length; i++) {
        if (times[i] > 0 && i > 0 && times[i - 1] > 0) {
          runs.get(runs.size() - 1)[1]++;
        } else if (times[i] > 0) {
          runs.add(new long[] {block.first() + i, 1});
        }
      }
    }
    return runs.toArray(long[][]::new);
  }

  /**
   * The fewest sentences that have so many tokens, from the beginning of an order that has no
   * chance in it: of the reserve as it is used up, or of R by rarest type. Empty if there are fewer
   * tokens. Cost: the part is read once, whatever is asked, and then a block each time.
   *
   * @param order of the reserve; null for R by rarest type
   */
  public OptionalLong units(Policy.@Nullable OrderBy order, long tokens) {
    SentenceOrder sentences =
        order == null
            ? classes(Part.REAL, SentenceOrder.Kind.RAREST)
            : order == Policy.OrderBy.PERIOD
                ? periods()
                : classes(Part.RESERVE, SentenceOrder.Kind.NUMBER);
    return tokens <= sentences.tokens()
        ? OptionalLong.of(sentences.units(tokens))
        : OptionalLong.empty();
  }

  /** Tasks that read all sentences of a part of the corpus. */
  public List<SentenceTask> all(Part part) {
    return tasks(part, BlockTask.Chooser.of(Selection.all(units(part))));
  }

  /** Sentences of R that replace units of a synthetic corpus. */
  public List<SentenceTask> replacements(RealReplacements all) {
    return replacements(all, Part.REAL, 0);
  }

  /** The same for sentences of the reserve, which are numbered after those of R. */
  public List<SentenceTask> ofReserve(RealReplacements all) {
    return replacements(all, Part.RESERVE, units(Part.REAL));
  }

  private List<SentenceTask> replacements(RealReplacements all, Part part, long before) {
    List<SentenceTask> tasks = new ArrayList<>();
    for (List<BlockRef> group : groups(part)) {
      BlockRef last = group.get(group.size() - 1);
      long[][] own =
          all.among(before + group.get(0).first(), before + last.first() + last.sentences());
      if (own[0].length > 0) {
        long[] units = Arrays.stream(own[0]).map(unit -> unit - before).toArray();
        tasks.add(new ReplacementTask(group, units, own[1], components.of(part)));
      }
    }
    return tasks;
  }

  /**
   * Sentences by number: those of R, then those of the reserve.
   *
   * @param withReserve whether the reserve is read too
   */
  public RealSentences byNumber(boolean withReserve) {
    List<BlockRef> blocks = new ArrayList<>(corpus.blocks(Part.REAL));
    int ofReal = blocks.size();
    if (withReserve) {
      blocks.addAll(corpus.blocks(Part.RESERVE));
    }
    long[] firsts = blocks.stream().mapToLong(BlockRef::first).toArray();
    for (int i = ofReal; i < firsts.length; i++) {
      firsts[i] += units(Part.REAL);
    }
    return new RealSentences(blocks, firsts);
  }

  /** Tasks that read one half of R's documents; see {@link Grouping}. */
  public List<SentenceTask> half(long seed) {
    long documents = corpus.corpus().part(Part.REAL).documents();
    return tasks(Part.REAL, Grouping.of(documents, seed)::half);
  }

  /** Tasks that read the sentences that a line of a recipe takes from real text. */
  public List<SentenceTask> tasks(ouroboros.policy.RecipeLine part, Key key) {
    return tasks(
        part.source() instanceof Source.Reserve ? Part.RESERVE : Part.REAL, chooser(part, key));
  }

  /** How often a line of a recipe takes each sentence of R, or of the reserve. */
  BlockTask.Chooser chooser(ouroboros.policy.RecipeLine part, Key key) {
    if (part.source() instanceof Source.Reserve reserve) {
      Selection selection = part.selection(key, units(Part.RESERVE));
      return reserve.order() == Policy.OrderBy.HASH
          ? BlockTask.Chooser.of(selection)
          : periods().chooser(selection);
    }
    if (part.take() instanceof Choice.Part member && member.byStratum()) {
      return classes(Part.REAL, SentenceOrder.Kind.STRATUM)
          .chooser(part.selection(key, units(Part.REAL)));
    }
    return part.take() instanceof Choice.Chosen chosen
        ? chosen(chosen.how(), part, key)
        : BlockTask.Chooser.of(part.selection(key, units(Part.REAL)));
  }

  private SentenceOrder periods() {
    SentenceOrder order = classes(Part.RESERVE, SentenceOrder.Kind.PERIOD);
    if (order.size(PeriodValue.place(PeriodValue.UNKNOWN)) == units(Part.RESERVE)) {
      throw new CorpusException(
          "policy.order-by is period, but no sentence of the reserve has one: corpus.period names a"
              + " field with whole numbers, such as years, or dates, such as 1999-05-01");
    }
    return order;
  }

  private BlockTask.Chooser chosen(Policy.Choose how, ouroboros.policy.RecipeLine part, Key key) {
    if (how instanceof Policy.Choose.Rarest) {
      return classes(Part.REAL, SentenceOrder.Kind.RAREST)
          .chooser(Selection.range(units(Part.REAL), 0, part.units()));
    }
    SentenceOrder strata = classes(Part.REAL, SentenceOrder.Kind.STRATUM);
    List<Long> all = strata.all();
    long[] wanted = new long[all.size()];
    if (how instanceof Policy.Choose.Stratum one) {
      long number = corpus.corpus().strata().indexOf(one.name());
      if (strata.size(number) < part.units()) {
        throw new IllegalArgumentException(
            "policy.real asks for "
                + part.units()
                + " sentences of stratum "
                + one.name()
                + "; R has "
                + strata.size(number)
                + "; strata: "
                + corpus.corpus().strata());
      }
      wanted[all.indexOf(number)] = part.units();
    } else {
      wanted = shares(strata, all, part.units());
    }
    List<Selection> parts = new ArrayList<>();
    for (int s = 0; s < wanted.length; s++) {
      parts.add(Subset.of(key, 0, STRATA + s, strata.size(all.get(s)), wanted[s]));
    }
    return strata.chooser(new ConcatenatedSelection(parts));
  }

  /**
   * [classes] How many sentences to take of each class: the same share of every class, rounded
   * down; the sentences that are left go to the classes with the largest remainders.
   */
  private static long[] shares(SentenceOrder classes, List<Long> all, long units) {
    long population = all.stream().mapToLong(classes::size).sum();
    long[] wanted = new long[all.size()];
    TreeMap<Double, List<Integer>> remainders = new TreeMap<>(java.util.Comparator.reverseOrder());
    long left = units;
    for (int s = 0; s < wanted.length; s++) {
      double exact = (double) units * classes.size(all.get(s)) / population;
      wanted[s] = (long) exact;
      left -= wanted[s];
      remainders.computeIfAbsent(exact - wanted[s], r -> new ArrayList<>()).add(s);
    }
    for (List<Integer> same : remainders.values()) {
      for (int s : same) {
        if (left > 0 && wanted[s] < classes.size(all.get(s))) {
          wanted[s]++;
          left--;
        }
      }
    }
    return wanted;
  }

  private SentenceOrder classes(Part part, SentenceOrder.Kind kind) {
    return classes.get(
        List.of(part, kind), () -> new SentenceOrder(spark, kind, groups(part), vocabulary));
  }

  private List<SentenceTask> tasks(Part part, BlockTask.Chooser chooser) {
    List<SentenceTask> tasks = new ArrayList<>();
    for (List<BlockRef> group : groups(part)) {
      tasks.add(new BlockTask(group, chooser, components.of(part)));
    }
    return tasks;
  }

  private List<List<BlockRef>> groups(Part part) {
    return groups(corpus.blocks(part));
  }

  /** Blocks in groups of about {@value #TOKENS_PER_TASK} tokens; each group is one task. */
  public static List<List<BlockRef>> groups(List<BlockRef> blocks) {
    List<List<BlockRef>> groups = new ArrayList<>();
    List<BlockRef> group = new ArrayList<>();
    long tokens = 0;
    for (BlockRef block : blocks) {
      if (tokens > 0 && tokens + block.tokens() > TOKENS_PER_TASK) {
        groups.add(List.copyOf(group));
        group.clear();
        tokens = 0;
      }
      group.add(block);
      tokens += block.tokens();
    }
    if (!group.isEmpty()) {
      groups.add(List.copyOf(group));
    }
    return groups;
  }

  /** R's blocks in groups; each group is one task. */
  public List<List<BlockRef>> groups() {
    return groups(Part.REAL);
  }

  /** The names of the strata that metrics follow, by their numbers. */
  public List<String> strata() {
    return strata.names();
  }

  /** The n-grams of the parts. */
  public RealNgrams ngrams() {
    return new RealNgrams(spark, corpus, vocabulary, strata);
  }

  /** The sentences of R with these numbers, which ascend. */
  public List<int[]> sentences(long[] units) {
    List<BlockRef> blocks = corpus.blocks(Part.REAL);
    List<int[]> sentences = new ArrayList<>();
    for (long unit : units) {
      for (BlockRef ref : blocks) {
        if (unit >= ref.first() && unit < ref.first() + ref.sentences()) {
          sentences.add(CorpusReader.read(ref).sentence((int) (unit - ref.first())));
        }
      }
    }
    return sentences;
  }
}
