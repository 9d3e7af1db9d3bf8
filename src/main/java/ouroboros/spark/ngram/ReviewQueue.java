package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Problem;
import ouroboros.experiment.review.Agreement;
import ouroboros.experiment.review.AwaitsReview;
import ouroboros.experiment.review.ReviewAnswer;
import ouroboros.experiment.review.ReviewDecisions;
import ouroboros.experiment.review.ReviewFile;
import ouroboros.experiment.review.ReviewFolder;
import ouroboros.experiment.review.ReviewPlace;
import ouroboros.experiment.review.ReviewUnit;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.ReviewRecord;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.TextGate;
import ouroboros.safeguard.judge.DecidedReview;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.count.SampleSentences;
import ouroboros.spark.draw.GateMaker;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.text.Vocabulary;
import ouroboros.text.token.TextPipeline;

/**
 * Asks people about the units of a lineage, and reads what they decided.
 *
 * @param review the last gate of the lineage
 */
record ReviewQueue(NgramContext context, Lineage lineage, Safeguard.Review review) {

  /** The gate with the decisions, and what is sealed of them. */
  record Decided(DecidedReview gate, ReviewRecord record) {
    /** What makes the gate inside tasks. */
    GateMaker maker() {
      return new Maker(gate);
    }
  }

  private record Maker(DecidedReview gate) implements GateMaker {
    @Override
    public long unseenFrom() {
      return gate.unseenFrom();
    }

    @Override
    public TextGate make(Storage storage) {
      return gate;
    }

    @Override
    public boolean edits() {
      return gate.edits();
    }
  }

  /**
   * The decisions about a generation that is not sealed yet. The units are written for people where
   * that has not been done.
   *
   * @param before S_g with the gates before the review
   * @throws AwaitsReview where answers are missing, or something is wrong with them
   */
  Decided decided(int g, GatedCorpus before) {
    ReviewPlace place = place(g);
    ReviewFolder folder = context.shared().reviews();
    ReviewFile asked = ReviewFile.asked(place, units(before));
    Optional<ReviewFolder.Stored> stored = folder.read(place);
    if (stored.isEmpty()) {
      if (asked.waiting(1) == 0) {
        folder.write(asked);
        return decided(asked, Objects.requireNonNull(folder.read(place).orElse(null)));
      }
      folder.write(asked);
      throw new AwaitsReview(List.of(folder.path(place)), List.of());
    }
    ReviewFile.Checked read = asked.with(stored.get().path(), stored.get().text(), "");
    List<Problem> problems = new ArrayList<>(read.problems());
    read.file()
        .answers()
        .forEach(
            (unit, answers) -> {
              for (ReviewAnswer answer : answers) {
                if (answer.edited() != null && tokens(answer.edited()).length == 0) {
                  problems.add(
                      new Problem(
                          stored.get().path(),
                          0,
                          "",
                          "unit " + unit + ": edited has no word of the corpus's tokenizer"));
                }
              }
            });
    if (!problems.isEmpty() || read.file().waiting(review.reviewers()) > 0) {
      throw new AwaitsReview(List.of(stored.get().path()), problems);
    }
    return decided(read.file(), stored.get());
  }

  /** The decisions of a sealed generation. */
  Decided sealed(int g, ReviewRecord record) {
    ReviewFolder.Stored stored = context.shared().reviews().sealed(record.decisions());
    return decided(ReviewFile.read(place(g), stored.path(), stored.text()).file(), stored);
  }

  private ReviewPlace place(int g) {
    return new ReviewPlace(lineage.cell().folder(), lineage.replicate(), g);
  }

  private List<ReviewUnit> units(GatedCorpus before) {
    long budget =
        Math.min(before.units(), review.budget().of(context.reference().real().sentences()));
    GateJobs.Sentences drawn = context.gates().first(before, budget);
    List<List<String>> novel =
        drawn.texts().isEmpty() ? List.of() : context.showcase().novel(drawn.texts());
    double[] scores = context.shared().judges().bits(drawn.texts());
    List<ReviewUnit> units = new ArrayList<>();
    for (int i = 0; i < drawn.units().length; i++) {
      units.add(
          new ReviewUnit(
              drawn.units()[i],
              SampleSentences.words(vocabulary(), drawn.texts().get(i)),
              novel.get(i),
              scores.length == 0 ? null : Double.valueOf(scores[i])));
    }
    return units;
  }

  private Vocabulary vocabulary() {
    return context.reference().vocabulary();
  }

  private Decided decided(ReviewFile file, ReviewFolder.Stored stored) {
    List<Long> accepted = new ArrayList<>();
    List<Long> rejected = new ArrayList<>();
    TreeMap<Long, int[]> edited = new TreeMap<>();
    for (ReviewUnit unit : file.units().values()) {
      Optional<ReviewDecisions.Decision> decision = ReviewDecisions.of(file.answers(unit.unit()));
      if (decision.isPresent()) {
        (decision.get().passes() ? accepted : rejected).add(unit.unit());
        String text = decision.get().edited();
        int @Nullable [] tokens = text == null ? null : tokens(text);
        if (tokens != null && !Arrays.equals(tokens, words(unit.text()))) {
          edited.put(unit.unit(), tokens);
        }
      }
    }
    Agreement agreement = Agreement.of(List.copyOf(file.answers().values()));
    return new Decided(
        new DecidedReview(
            array(accepted), array(rejected), edited, review.rest() == Safeguard.Rest.PASS),
        new ReviewRecord(
            stored.seal(),
            file.units().size(),
            file.answers().values().stream().mapToLong(List::size).sum(),
            accepted.size(),
            rejected.size(),
            edited.size(),
            agreement == null ? null : agreement.kind(),
            agreement == null ? null : agreement.kappa()));
  }

  private static long[] array(List<Long> units) {
    return units.stream().flatMapToLong(LongStream::of).toArray();
  }

  /** The tokens of a unit as it was asked. */
  private int[] words(String text) {
    return text.isEmpty()
        ? new int[0]
        : Arrays.stream(text.split(" ", -1)).mapToInt(vocabulary()::id).toArray();
  }

  /** A text as tokens of the corpus; words that the corpus does not have become {@code <unk>}. */
  private int[] tokens(String text) {
    return TextPipeline.of(Objects.requireNonNull(context.experiment().corpus()))
        .read(text)
        .stream()
        .flatMap(List::stream)
        .mapToInt(vocabulary()::id)
        .toArray();
  }
}
