package ouroboros.truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.MemberPool;
import ouroboros.random.Key;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.truth.TruthSpec.Gaussian;
import ouroboros.truth.TruthSpec.Types;

/**
 * The families of all members of an ecosystem along one lineage. In each generation every member
 * draws its pool from the models of all members before any of them is fitted again. Not
 * thread-safe.
 *
 * @param <B> a batch of points
 */
public final class MemberFamilies<B> {
  private final TruthCell cell;
  private final TruthMembers members;
  private final List<Measure> measures;
  private final List<PointModel<B>> models = new ArrayList<>();

  /** The models that pools are drawn from. */
  private final List<PointModel<B>> writers = new ArrayList<>();

  private final List<KnownTruthFamily<B>> families = new ArrayList<>();
  private final List<TruthCell> cells = new ArrayList<>();
  private final List<int[]> places;
  private final List<List<Long>> sizes = new ArrayList<>(List.of(List.of()));
  private final MeanModel mean;
  private Key key = new Key(0, 0);

  private MemberFamilies(
      TruthCell cell,
      Function<TruthCell, PointModel<B>> model,
      Function<List<PointModel<B>>, MeanModel> mean) {
    this.cell = cell;
    this.members = Objects.requireNonNull(cell.drawing().members());
    this.measures = cell.measures();
    for (int k = 0; k < members.members().size(); k++) {
      TruthCell own = members.cell(k, cell);
      cells.add(own);
      models.add(model.apply(own));
      // Gates on a pool draw further candidates while members are fitted one after the other.
      PointModel<B> writer = drawsWhileFitting(cell) ? model.apply(own) : null;
      writers.add(writer == null ? models.get(k) : writer);
      families.add(KnownTruthFamily.of(own, models.get(k)));
      families.get(k).join(new Pool<>(this, k), writer);
    }
    this.mean = mean.apply(models);
    this.places = measures.stream().map(this::place).toList();
  }

  private static boolean drawsWhileFitting(TruthCell cell) {
    boolean redraws = cell.safeguards().refill() == Refill.REDRAW;
    return cell.safeguards().gates().stream()
        .filter(Safeguard.OnPool.class::isInstance)
        .anyMatch(gate -> redraws || gate.judge() instanceof Safeguard.BestOf);
  }

  /** The families of a cell with members. Cost: computes the tables of the truth for each. */
  public static MemberFamilies<?> of(TruthCell cell) {
    if (cell.family() instanceof Gaussian gaussian) {
      return new MemberFamilies<>(
          cell,
          own -> new GaussianModel((Gaussian) own.family()),
          models ->
              new MeanModel.OfGaussians(
                  models.stream().map(m -> ((GaussianModel) m).moments()).toList(),
                  gaussian.dimension()));
    }
    if (cell.family() instanceof TruthSpec.Poisson poisson) {
      return new MemberFamilies<>(
          cell,
          own -> new PoissonModel(poisson.rate()),
          models ->
              new MeanModel.OfNumbers(
                  models.stream().map(PoissonModel.class::cast).toList(), poisson.rate()));
    }
    if (cell.family() instanceof TruthSpec.KernelDensity) {
      return new MemberFamilies<>(
          cell,
          own -> new KernelDensityModel(((TruthSpec.KernelDensity) own.family()).bandwidth()),
          models ->
              new MeanModel.OfNumbers(
                  models.stream().map(KernelDensityModel.class::cast).toList(), 0));
    }
    return new MemberFamilies<>(
        cell,
        own ->
            new TypesModel(
                ((Types) own.family()).weights(),
                ((Types) own.family()).drawable(),
                own.temperature()),
        models ->
            new MeanModel.OfTypes(
                models.stream().map(m -> ((TypesModel) m).distribution()).toList()));
  }

  /** The family of each member. */
  public List<? extends TruthFamily<?, ?>> families() {
    return families;
  }

  /** The cell of each member. */
  public TruthCell cell(int k) {
    return cells.get(k);
  }

  /** Forgets everything and begins the lineage of a new replicate. */
  public void start(Key replicate) {
    key = replicate;
    for (int k = 0; k < families.size(); k++) {
      families
          .get(k)
          .start(replicate.of(k), members.members().get(k).firstReal(), members.reserve());
    }
  }

  /**
   * Puts the models in place that S_g is drawn from.
   *
   * @param past the records of each member, of generations 0 .. g - 1
   */
  public void ready(int g, List<List<double[]>> past) {
    for (int k = 0; k < families.size(); k++) {
      families.get(k).ready(g, past.get(k));
    }
  }

  /**
   * The values of a generation, in the order of {@link TruthCell#columns()}.
   *
   * @param ofMembers the records of the members
   */
  public double[] values(List<double[]> ofMembers) {
    double[] values = new double[cell.columns().size()];
    for (int m = 0; m < measures.size(); m++) {
      Measure measure = measures.get(m);
      int[] place = places.get(m);
      values[m] = place[0] < 0 ? mean.value(measure) : ofMembers.get(place[0])[place[1]];
    }
    int own = cells.get(0).measures().size();
    for (int m = measures.size(); m < values.length; m++) {
      int column = own + m - measures.size();
      values[m] = ofGates(cells.get(0).columns().get(column), column, ofMembers);
    }
    return values;
  }

  /** Of the gates of all members: what they counted together, and the mean of shares. */
  private static double ofGates(Measure measure, int column, List<double[]> ofMembers) {
    double sum = 0;
    for (double[] member : ofMembers) {
      sum += member[column];
    }
    return switch (measure.metric()) {
      case "gate-kept", "candidates", "contamination" -> sum / ofMembers.size();
      default -> sum;
    };
  }

  /** Whose value a measure is, and its place there; the first is -1 for what is of all. */
  private int[] place(Measure measure) {
    for (int k = 0; k < cells.size(); k++) {
      if (measure.scope().equals(Ecosystem.scope(k))) {
        return new int[] {k, cells.get(k).measures().indexOf(new Measure(measure.metric(), "all"))};
      }
    }
    return new int[] {-1, -1};
  }

  /** Units that each member draws in generation g. */
  private List<Long> sizes(int g) {
    while (sizes.size() <= g) {
      sizes.add(members.sizes(sizes.size(), cell));
    }
    return sizes.get(g);
  }

  /** Where a member finds the points of its pool. */
  record Pool<B>(MemberFamilies<B> all, int member) {
    private MemberPool of(int g) {
      return new MemberPool(all.members.ecosystem(), all.key, member, g, all.sizes(g));
    }

    /** Points of the pool. */
    long units(int g) {
      return of(g).units();
    }

    /** What gates see of a candidate of the pool, by its counter word. */
    LongToDoubleFunction candidates(int g) {
      MemberPool.Cursor cursor = of(g).cursor();
      List<LongToDoubleFunction> own =
          all.writers.stream().map(model -> model.candidates(g)).toList();
      return word -> {
        cursor.seek(Candidate.unit(word));
        return own.get(cursor.author()).applyAsDouble(ofAuthor(word, cursor));
      };
    }

    private static long ofAuthor(long word, MemberPool.Cursor cursor) {
      return word - Candidate.unit(word) + cursor.unit();
    }

    /**
     * The points of the pool with these counter words, by author.
     *
     * @param numbers of the points, ascending; null where they are 0, 1, ..
     */
    List<PassedPoints.Drawn<B>> draw(int g, long[] pool, int @Nullable [] numbers) {
      MemberPool.Cursor cursor = of(g).cursor();
      int many = all.writers.size();
      long[][] words = new long[many][Math.max(16, pool.length / many)];
      int[][] ranks = new int[many][words[0].length];
      int[] sizes = new int[many];
      for (int i = 0; i < pool.length; i++) {
        int author = cursor.seek(Candidate.unit(pool[i])).author();
        int at = sizes[author]++;
        if (at == words[author].length) {
          words[author] = Arrays.copyOf(words[author], 2 * at);
          ranks[author] = Arrays.copyOf(ranks[author], 2 * at);
        }
        words[author][at] = ofAuthor(pool[i], cursor);
        ranks[author][at] = numbers == null ? i : numbers[i];
      }
      return IntStream.range(0, many)
          .filter(j -> sizes[j] > 0)
          .mapToObj(
              j ->
                  new PassedPoints.Drawn<>(
                      all.writers.get(j).draw(g, Arrays.copyOf(words[j], sizes[j])),
                      sizes[j],
                      Arrays.copyOf(ranks[j], sizes[j])))
          .toList();
    }
  }
}
