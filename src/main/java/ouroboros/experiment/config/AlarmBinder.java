package ouroboros.experiment.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;
import ouroboros.metric.EcosystemMetric;
import ouroboros.metric.KnownTruthMetric;
import ouroboros.metric.Metric;
import ouroboros.metric.MetricCatalogue;
import ouroboros.metric.MixtureMetric;
import ouroboros.metric.SafeguardMetric;
import ouroboros.metric.Subject;
import ouroboros.safeguard.AlarmAction;
import ouroboros.safeguard.AlarmReference;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.watch.Chart;
import ouroboros.text.NearestName;
import ouroboros.truth.TruthSpec;

/** Binds an {@code alarm} of {@code safeguards}. */
final class AlarmBinder {
  private static final int HIGHEST_ORDER = 6;
  private static final int MOST_DRAWS = 100_000;
  private static final int DRAWS = 30;
  private static final String METRIC = "metric";
  private static final String SUBJECT = "subject";
  private static final String REFERENCE = "reference";
  private static final String CALIBRATE = "calibrate";
  private static final String FROZEN = "frozen";
  private static final String KIND = "kind";
  private static final String ROLLBACK = "rollback";
  private static final String FIRST = "first";
  private static final String ACTION = "action";

  /** After a problem the first holds, which every metric of text can describe. */
  private static final List<Subject> SUBJECTS =
      List.of(Subject.SYNTHETIC, Subject.GUARDED, Subject.TRAINING, Subject.MODEL);

  private static final Type<Integer> VALUES = Types.count(2, MOST_DRAWS);

  static final Kinds<AlarmReference> REFERENCES =
      new Kinds<AlarmReference>("reference")
          .kind(
              FROZEN,
              section -> new AlarmReference.Frozen(section.optional(CALIBRATE, VALUES, DRAWS)))
          .kind("first", section -> new AlarmReference.First(section.required(FIRST, VALUES)));

  static final Kinds<AlarmAction> ACTIONS =
      new Kinds<AlarmAction>("action")
          .kind("warn", section -> new AlarmAction.Warn())
          .kind("stop", section -> new AlarmAction.Stop())
          .kind(
              "refresh", section -> new AlarmAction.Refresh(AmountBinder.required(section, "real")))
          .kind(
              "rollback",
              section ->
                  new AlarmAction.Rollback(
                      section.required(ROLLBACK, Types.count(1, Types.GENERATIONS))))
          .kind("set", SamplingBinder::set)
          .kind("switch", AlarmBinder::switched);

  private AlarmBinder() {}

  private static @Nullable AlarmAction switched(Section section) {
    Section family = section.section("family", FamilyBinder.EXAMPLE);
    FamilySpec bound = family == null ? null : FamilyBinder.KINDS.bind(family);
    return bound == null ? null : new AlarmAction.Switch(bound);
  }

  /** The alarm; what depends on its cell is checked by {@link #refuse}. */
  static Safeguard.Alarm bind(Section section) {
    boolean isPsi = ChartBinder.isPsi(section);
    String metric = metric(section, isPsi);
    Subject subject = section.optional(SUBJECT, Types.choice(SUBJECTS), subject(metric));
    String scope = section.optional("scope", Types.text(), "all");
    Chart chart = ChartBinder.bind(section);
    return new Safeguard.Alarm(
        metric, subject, scope, chart, reference(section, chart), action(section));
  }

  private static String metric(Section section, boolean isPsi) {
    String name =
        isPsi
            ? section.optional(METRIC, Types.text(), ChartBinder.PSI)
            : section.required(METRIC, Types.text());
    List<String> known = MetricCatalogue.names(HIGHEST_ORDER);
    if (!name.isEmpty() && !known.contains(name)) {
      Optional<Metric> perOrder =
          MetricCatalogue.all().stream().filter(metric -> metric.id().equals(name)).findFirst();
      String nearest = NearestName.of(name, known);
      String hint = nearest == null ? "metrics.md has all names" : "nearest: " + nearest;
      section.problem(
          METRIC,
          perOrder.isPresent()
              ? name + " is one metric for each n; name one, such as " + perOrder.get().written(1)
              : "unknown metric " + Shown.text(name) + "; " + hint);
    } else if (isPsi && !name.equals(ChartBinder.PSI)) {
      section.problem(
          METRIC,
          "is "
              + name
              + ", but chart psi compares the types of the text with R's; it must be psi, or left"
              + " out");
    }
    return name;
  }

  /** What a metric describes where the file does not say it. */
  private static Subject subject(String name) {
    Metric metric = MetricCatalogue.named(name).orElse(null);
    if (metric instanceof KnownTruthMetric || metric instanceof MixtureMetric) {
      return Subject.MODEL;
    }
    return metric instanceof SafeguardMetric ? Subject.GUARDED : Subject.SYNTHETIC;
  }

  /**
   * {@code frozen} or {@code {first: m}}. The key {@code calibrate} of the alarm is that of {@code
   * frozen}, and a reference with that key and no kind is {@code frozen}. A chart that compares
   * with nothing has no reference.
   */
  private static AlarmReference reference(Section alarm, Chart chart) {
    Node.Field calibrate = alarm.take(CALIBRATE);
    Map<String, Node.Field> more = new LinkedHashMap<>();
    if (calibrate != null) {
      more.put(CALIBRATE, calibrate);
    }
    Node.Field given = alarm.take(REFERENCE);
    if (given != null
        && given.value() instanceof Node.Fields map
        && map.field(KIND) == null
        && map.field(CALIBRATE) != null) {
      if (calibrate != null) {
        alarm.problem(CALIBRATE, "is given here and in reference; leave one of them out");
      }
      Node.Scalar frozen = new Node.Scalar(given.at(), FROZEN, Node.Style.PLAIN);
      more.put(KIND, new Node.Field(given.at(), frozen));
    }
    Section section = given(alarm, REFERENCE, FROZEN, "{kind: first, first: 5}", REFERENCES, more);
    AlarmReference bound = section == null ? null : REFERENCES.bind(section);
    if (!chart.needsReference()) {
      alarm.resolved().remove(REFERENCE);
    }
    return bound == null ? new AlarmReference.Frozen(DRAWS) : bound;
  }

  private static AlarmAction action(Section alarm) {
    Section section = given(alarm, ACTION, "warn", "{kind: stop}", ACTIONS, Map.of());
    AlarmAction bound = section == null ? null : ACTIONS.bind(section);
    return bound == null ? new AlarmAction.Warn() : bound;
  }

  /** The section of a key, or of the kind that holds where it is missing. */
  private static @Nullable Section given(
      Section alarm,
      String key,
      String otherwise,
      String example,
      Kinds<?> kinds,
      Map<String, Node.Field> more) {
    if (alarm.take(key) != null) {
      return KindForms.section(alarm, key, kinds.names(), example, more);
    }
    Node.Scalar word = new Node.Scalar(alarm.at(), otherwise, Node.Style.PLAIN);
    return KindForms.of(alarm, key, word, more);
  }

  /**
   * Refuses an alarm on a metric that the family does not have.
   *
   * @param gated whether the cell has gates
   */
  static void refuse(
      Section section, Safeguard.Alarm alarm, @Nullable FamilySpec family, boolean gated) {
    Metric metric = MetricCatalogue.named(alarm.metric()).orElse(null);
    if (family == null || metric == null) {
      return;
    }
    boolean fits =
        alarm.action() instanceof AlarmAction.Set || alarm.action() instanceof AlarmAction.Switch;
    // A mixture is fitted from where the last fit ended, so an earlier model cannot be made again.
    boolean mixed =
        family instanceof FamilySpec.Truth truth
            && truth.truth() instanceof TruthSpec.GaussianMixture
            && alarm.action() instanceof AlarmAction.Rollback;
    if ((family instanceof FamilySpec.Documents && fits) || mixed) {
      section.problem(
          ACTION,
          alarm.action().kind()
              + " is not possible for family "
              + family.kind()
              + (mixed
                  ? ", whose fits start from the last one"
                  : ", which is drawn from as it is fitted, by one family")
              + "; it must be warn, stop, refresh"
              + (mixed ? "" : " or rollback"));
    }
    ActionChecks.check(section, alarm.action(), family);
    if (!MetricsBinder.has(family.unit(), metric)) {
      section.problem(
          METRIC, "family " + family.kind() + " does not have the metric " + alarm.metric());
    } else if (metric instanceof EcosystemMetric) {
      section.problem(METRIC, alarm.metric() + " needs several models; alarms watch one");
    } else if (metric instanceof KnownTruthMetric && alarm.subject() != Subject.MODEL) {
      section.problem(
          SUBJECT, alarm.metric() + " describes the model; subject must be model, or left out");
    } else if (metric instanceof SafeguardMetric && alarm.subject() != Subject.GUARDED) {
      section.problem(
          SUBJECT, alarm.metric() + " describes gates; subject must be guarded, or left out");
    } else if (alarm.subject() == Subject.GUARDED && !gated) {
      section.problem(
          metric instanceof SafeguardMetric ? METRIC : SUBJECT,
          "the cell has no gate, so S'_g is S_g; "
              + (metric instanceof SafeguardMetric
                  ? alarm.metric() + " needs one"
                  : "subject must be synthetic"));
    }
  }
}
