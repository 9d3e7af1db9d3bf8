package ouroboros.spark.mixture;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.GatePilot;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.ecosystem.EcosystemChecks;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.GenerationStore;
import ouroboros.experiment.members.MemberLoops;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Seals;
import ouroboros.metric.MetricSelection;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.UnitBlock;
import ouroboros.policy.Choice;
import ouroboros.policy.Ecosystem;
import ouroboros.random.Key;
import ouroboros.safeguard.RealUnits;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.judge.PageFilter;
import ouroboros.safeguard.judge.PagePerplexity;
import ouroboros.spark.cluster.CurrentStep;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.text.DocumentText;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.prepared.PreparedCorpus;

/** What the lineages of all cells that draw documents share: bags, vectors, generation 0. */
public final class MixtureFamilies {
  /** Most numbers in all word vectors together: a task gets them in one array of bytes. */
  private static final int MOST_NUMBERS = (1 << 28) - (1 << 10);

  private final Experiment experiment;
  private final JavaSparkContext spark;
  private final Storage storage;
  private final Seals seals;
  private final Map<FamilySpec.Unit, BagText> texts = new EnumMap<>(FamilySpec.Unit.class);
  private final UnitSizes parts;
  private final MetricSelection wanted;
  private final Map<Object, Vectors> vectors = new HashMap<>();
  private final Map<FamilySpec, BlockEstimator<?, ?>> kinds = new HashMap<>();
  private BagEstimator.@Nullable Documents bags;
  private final SharedResults<Object, Manifest> firsts = new SharedResults<>();
  private final SharedResults<Object, RealUnits> strata = new SharedResults<>();
  private final TreeMap<String, String> inputs = new TreeMap<>();
  private final TreeMap<String, Long> notes = new TreeMap<>();

  /**
   * Prepares what every family of documents of the experiment needs.
   *
   * @throws SpecException if there are fewer documents than components
   */
  public MixtureFamilies(
      Experiment experiment,
      JavaSparkContext spark,
      Storage storage,
      Seals seals,
      CorpusReader corpus,
      UnitSizes parts,
      MetricSelection wanted,
      PrintStream console) {
    this.experiment = experiment;
    this.spark = spark;
    this.storage = storage;
    this.seals = seals;
    this.parts = parts;
    this.wanted = wanted;
    List<Cell> cells =
        experiment.cells().stream()
            .filter(cell -> cell.family() instanceof FamilySpec.Documents)
            .toList();
    if (cells.isEmpty()) {
      return;
    }
    CurrentStep.begin(console, "2/3 documents of R");
    Vocabulary vocabulary = corpus.vocabulary();
    for (Cell cell : cells) {
      texts.computeIfAbsent(
          cell.family().unit(),
          unit -> new BagText(new DocumentText(spark, corpus, unit), vocabulary));
    }
    PreparedCorpus.PartEntry real = corpus.corpus().part(Part.REAL);
    refuse(cells, vocabulary, real.strata());
    noteWhole(real);
    for (Cell cell : cells) {
      cell.ofModels().forEach(model -> kinds.computeIfAbsent(model.family(), this::kind));
    }
    for (Cell cell : cells) {
      presets(cell).forEach(preset -> tryOut(cell, preset));
    }
  }

  private static List<Safeguard.Preset> presets(Cell cell) {
    return cell.safeguards().gates().stream()
        .filter(Safeguard.PagePreset.class::isInstance)
        .map(gate -> ((Safeguard.PagePreset) gate).preset())
        .toList();
  }

  /** Refuses a preset that passes nothing of R, and notes which rules it does not apply. */
  private void tryOut(Cell cell, Safeguard.Preset preset) {
    String name = preset.name().toLowerCase(Locale.ROOT);
    if (preset == Safeguard.Preset.CCNET && parts.of(cell).guard() < PagePerplexity.FEWEST) {
      refuse(
          String.format(
              Locale.ROOT,
              "preset %s divides one half of guard into three; guard has %,d %ss, it must have at"
                  + " least %d: raise corpus.split.guard",
              name,
              parts.of(cell).guard(),
              cell.family().unit().noun(),
              PagePerplexity.FEWEST));
    }
    BagEstimator.Documents documents = documents(cell.family());
    PageFilter filter = documents.filter(preset);
    notes.put(
        "rules of preset " + name + " on lines, order, copies or language, not applied",
        filter.notApplied());
    long[] pilot = documents.pilot(filter);
    if (pilot[1] == 0) {
      refuse(
          String.format(
              Locale.ROOT,
              "preset %s passes none of the first %,d %ss of R, so hardly anything would pass; use"
                  + " longer documents, or critics on sentences",
              name,
              pilot[0],
              cell.family().unit().noun()));
    }
  }

  private void refuse(String problem) {
    throw new SpecException(List.of(experiment.problem("safeguards", problem)));
  }

  /** Notes that text without blank lines has only one paragraph per document. */
  private void noteWhole(PreparedCorpus.PartEntry real) {
    if (texts.containsKey(FamilySpec.Unit.PARAGRAPH) && real.paragraphs() == real.documents()) {
      notes.put("documents without a blank line, each one paragraph, real", real.documents());
    }
  }

  private void refuse(
      List<Cell> cells, Vocabulary vocabulary, List<PreparedCorpus.Amounts> strata) {
    List<Problem> problems = new ArrayList<>();
    List<Cell> models = cells.stream().flatMap(cell -> cell.ofModels().stream()).toList();
    for (Cell cell : cells) {
      List<Cell> each = cell.ofModels();
      List<Long> units = unitsOfR(cell, strata);
      for (int k = 0; k < each.size(); k++) {
        few(each.get(k).family(), units.get(k)).ifPresent(problems::add);
      }
    }
    for (Cell cell : models) {
      if (cell.family() instanceof FamilySpec.GaussianMixture gaussian
          && gaussian.features().kind() == FamilySpec.FeatureKind.WORD2VEC
          && (long) vocabulary.realTypes() * gaussian.features().dimension() >= MOST_NUMBERS) {
        problems.add(
            experiment.problem(
                "family.features.dimension",
                String.format(
                    Locale.ROOT,
                    "word2vec of %,d types must have fewer than 2^28 numbers; dimension must be at"
                        + " most %d, or corpus.min-count higher",
                    vocabulary.realTypes(),
                    (MOST_NUMBERS - 1) / vocabulary.realTypes())));
      }
    }
    if (vocabulary.realTypes() == 0) {
      problems.add(experiment.problem("corpus", "no document of R has a word that is kept"));
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems.stream().distinct().toList());
    }
  }

  /**
   * [models] Units of R that each model of a cell starts from; of equal parts, those of the
   * smallest.
   */
  private List<Long> unitsOfR(Cell cell, List<PreparedCorpus.Amounts> strata) {
    EcosystemSpec spec = cell.ecosystem();
    if (spec == null) {
      return List.of(parts.of(cell).real());
    }
    if (spec.rule().real() != Ecosystem.Real.STRATUM) {
      PartSizes smallest = EcosystemChecks.smallest(spec, parts.of(cell));
      return Collections.nCopies(cell.models(), smallest.real());
    }
    List<Integer> each = spec.strata(parts);
    if (each.isEmpty()) {
      throw EcosystemChecks.noStrata(experiment.places(), spec, parts);
    }
    boolean areDocuments = cell.family().unit() == FamilySpec.Unit.DOCUMENT;
    return each.stream()
        .map(strata::get)
        .map(of -> areDocuments ? of.documents() : of.paragraphs())
        .toList();
  }

  /** More components than units of R that a model starts from. */
  private Optional<Problem> few(FamilySpec family, long real) {
    int components = ((FamilySpec.Documents) family).components();
    return components <= real
        ? Optional.empty()
        : Optional.of(
            experiment.problem(
                "family.components",
                components
                    + " components need as many "
                    + family.unit().noun()
                    + "s; R has "
                    + real
                    + "; ask for fewer, or give each line as a document (corpus.documents: line)"));
  }

  private BlockEstimator<?, ?> kind(FamilySpec family) {
    if (family instanceof FamilySpec.GaussianMixture gaussian) {
      return new GaussianEstimator(spark, gaussian, vectors(gaussian), text(gaussian), wanted);
    }
    BagEstimator.Documents documents = documents(family);
    double length = documents.lengths().mean();
    int types = text(family).types();
    if (family instanceof FamilySpec.Lda lda) {
      LdaFamily topics = new LdaFamily(spark, lda, types, length);
      return new BagEstimator<>(topics, documents, wanted);
    }
    MultinomialFamily multinomial =
        new MultinomialFamily((FamilySpec.MultinomialMixture) family, types, length);
    return new BagEstimator<>(multinomial, documents, wanted);
  }

  private BagText text(FamilySpec family) {
    return Objects.requireNonNull(texts.get(family.unit()));
  }

  private BagEstimator.Documents documents(FamilySpec family) {
    if (bags == null) {
      bags = BagEstimator.Documents.of(spark, text(family));
      if (bags.empty() > 0) {
        notes.put("documents without a word of R, real", bags.empty());
      }
    }
    return bags;
  }

  private Vectors vectors(FamilySpec.GaussianMixture family) {
    record Of(FamilySpec.Features features, FamilySpec.Unit unit) {}
    return vectors.computeIfAbsent(
        new Of(family.features(), family.unit()),
        of -> {
          Key key = new Key(experiment.seed(), 0);
          Vectors made = Vectors.of(spark, storage, seals, text(family), family.features(), key);
          inputs.put("vectors " + text(family).text().place() + made.name(), made.hash());
          notes.putAll(made.notes());
          return made;
        });
  }

  /** The family of a lineage, with what alarms do. */
  public DocumentFamily<?, ?> of(Lineage lineage, AfterSeal<Manifest> afterSeal) {
    return of(estimator(lineage.cell()), lineage, afterSeal, null);
  }

  /**
   * The lineages of the members of an ecosystem.
   *
   * @param store where the generations of all members together are sealed
   * @param each what is made for each member
   */
  public MemberLoops of(Lineage lineage, GenerationStore<Manifest> store, MemberLoops.Each each) {
    return of(estimator(lineage.cell().member(0)), lineage, store, each);
  }

  private BlockEstimator<?, ?> estimator(Cell cell) {
    return Objects.requireNonNull(kinds.get(cell.family()));
  }

  private <B extends UnitBlock<B>> MemberLoops of(
      BlockEstimator<B, ?> first,
      Lineage lineage,
      GenerationStore<Manifest> store,
      MemberLoops.Each each) {
    DocumentEcosystem<B> all = new DocumentEcosystem<>(setting(first), lineage, store, each);
    List<RealUnits> real = real(lineage.cell());
    for (int k = 0; k < real.size(); k++) {
      Lineage own = lineage.member(k);
      Choice.Part reserve = all.pools().reserve(parts.of(own.cell()).reserve(), k);
      DocumentSeat<B> seat =
          new DocumentSeat<>(all, k, real.get(k), RealUnits.of(reserve.first(), reserve.many()));
      // Members that read each other have blocks of one kind.
      @SuppressWarnings("unchecked")
      BlockEstimator<B, ?> estimator = (BlockEstimator<B, ?>) estimator(own.cell());
      all.add(own, alarms -> of(estimator, own, alarms, seat));
    }
    all.pools().refuseUnequal(experiment.places(), lineage.cell().family().unit().noun());
    return all.loops();
  }

  /** [members] The units of R that each starts from. */
  private List<RealUnits> real(Cell cell) {
    EcosystemSpec spec = Objects.requireNonNull(cell.ecosystem());
    long all = parts.of(cell).real();
    int members = spec.members().size();
    List<RealUnits> real = new ArrayList<>();
    if (spec.rule().real() == Ecosystem.Real.STRATUM) {
      BagText text = text(cell.family());
      record Stratum(FamilySpec.Unit unit, int number) {}
      for (int s : spec.strata(parts)) {
        real.add(strata.get(new Stratum(cell.family().unit(), s), () -> text.text().ofStratum(s)));
      }
      return real;
    }
    for (int k = 0; k < members; k++) {
      boolean isShared = spec.rule().real() == Ecosystem.Real.SHARED;
      long first = isShared ? 0 : spec.rule().part(all, k);
      long end = isShared ? all : spec.rule().part(all, k + 1);
      real.add(RealUnits.of(first, end - first));
    }
    return real;
  }

  private <B extends UnitBlock<B>, M extends Mixture<M>> DocumentFamily.Setting<B, M> setting(
      BlockEstimator<B, M> estimator) {
    return new DocumentFamily.Setting<>(
        spark, storage, estimator, wanted, new GatePilot(experiment.places()));
  }

  private <B extends UnitBlock<B>, M extends Mixture<M>> DocumentFamily<B, M> of(
      BlockEstimator<B, M> estimator,
      Lineage lineage,
      AfterSeal<Manifest> afterSeal,
      @Nullable DocumentSeat<B> seat) {
    DocumentFamily.Setting<B, M> setting = setting(estimator);
    return new DocumentFamily<>(
        setting,
        lineage,
        new DocumentLines<>(setting, lineage, parts.of(lineage.cell()), afterSeal, seat),
        firsts,
        afterSeal);
  }

  /** SHA-256 of the families' input that was made from the corpus, by name. */
  public SortedMap<String, String> inputs() {
    return inputs;
  }

  /** Fallbacks that were used, with counts. */
  public SortedMap<String, Long> notes() {
    return notes;
  }
}
