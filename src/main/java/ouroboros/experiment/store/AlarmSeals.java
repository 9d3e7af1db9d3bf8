package ouroboros.experiment.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.AlarmsAfterSeal;
import ouroboros.metric.Measurement;
import ouroboros.metric.Subject;
import ouroboros.policy.AvailableUnits;
import ouroboros.safeguard.AlarmReference;
import ouroboros.safeguard.AlarmWatch;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.watch.ChartCenter;
import ouroboros.text.Sha256;

/**
 * The sealed references of alarms: the values of a metric in the draws of S_1 that a frozen
 * reference is made of. Cells whose draws are the same share one seal.
 */
public final class AlarmSeals {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final String DRAWS = "draws";

  private final Seals seals;
  private final Experiment experiment;

  /** The references of an experiment in the folder of its run. */
  public AlarmSeals(Seals seals, Experiment experiment) {
    this.seals = seals;
    this.experiment = experiment;
  }

  /** Whether an alarm compares with draws that are made before the lineages begin. */
  public static boolean isFrozen(Safeguard.Alarm alarm) {
    return alarm.chart().needsReference() && alarm.reference() instanceof AlarmReference.Frozen;
  }

  /** The number of the only model of a cell. */
  public static final int ONE = -1;

  /** How many models of a cell have alarms of their own. */
  public static List<Integer> models(Cell cell) {
    EcosystemSpec ecosystem = cell.ecosystem();
    return ecosystem == null
        ? List.of(ONE)
        : IntStream.range(0, ecosystem.members().size()).boxed().toList();
  }

  /** How many draws the references of a cell need that no cell before it has made. */
  public static long draws(Experiment experiment, Cell cell, Set<String> made) {
    long draws = 0;
    for (Safeguard.Alarm alarm : cell.safeguards().alarms()) {
      if (isFrozen(alarm) && made.add(hash(experiment, cell, alarm))) {
        draws += draws(alarm);
      }
    }
    return draws;
  }

  /** How many draws a frozen reference has. */
  public static int draws(Safeguard.Alarm alarm) {
    return ((AlarmReference.Frozen) alarm.reference()).draws();
  }

  /**
   * The alarms of a cell with their references, which must be sealed.
   *
   * @param member of the cell's ecosystem; {@link #ONE} where there is one model
   */
  public AlarmWatch watch(Cell cell, int member) {
    List<ChartCenter> centers = new ArrayList<>();
    for (Safeguard.Alarm alarm : cell.safeguards().alarms()) {
      centers.add(
          isFrozen(alarm)
              ? center(cell, member, alarm)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(folder(cell, member, alarm) + " is not sealed"))
              : ChartCenter.UNKNOWN);
    }
    return new AlarmWatch(cell.safeguards().alarms(), centers);
  }

  /** What the alarms of a cell decide about a lineage of sealed generations. */
  public AfterSeal<Manifest> afterSeal(Cell cell) {
    return afterSeal(cell, ONE);
  }

  /** The same for a member of an ecosystem. */
  public AfterSeal<Manifest> afterSeal(Cell cell, int member) {
    return new AlarmsAfterSeal<>(
        watch(cell, member), manifest -> manifest.record().measured()::value, cell.policy());
  }

  /** The sealed reference of an alarm. */
  public Optional<ChartCenter> center(Cell cell, int member, Safeguard.Alarm alarm) {
    return seals
        .read(folder(cell, member, alarm), SealedInput.class)
        .map(made -> ChartCenter.of(made.measurements().stream().map(Measurement::value).toList()));
  }

  /** Seals the values of the draws, in their order. */
  public void seal(Cell cell, int member, Safeguard.Alarm alarm, List<Double> values) {
    List<Measurement> measured =
        values.stream()
            .map(value -> new Measurement(alarm.metric(), alarm.subject(), alarm.scope(), value))
            .toList();
    TreeMap<String, Long> notes = new TreeMap<>(Map.of(DRAWS, (long) draws(alarm)));
    seals.seal(
        folder(cell, member, alarm),
        SealedInput.of(new CountTable(List.of(), 0, 0, 0, 1), measured, List.of(), notes));
  }

  /**
   * What the draws of a reference depend on: the family, how S_1 is drawn, and, by the subject, the
   * gates and the policy; the policy also where it decides how many units S_1 has. Draws with the
   * same hash are the same. The members of an ecosystem are drawn together.
   */
  public static String hash(Experiment experiment, Cell cell, Safeguard.Alarm alarm) {
    JsonNode resolved = resolved(experiment, cell);
    ObjectNode content = JSON.createObjectNode();
    for (String key : List.of("family", "size", "sampling")) {
      content.set(key, resolved.path(key));
    }
    content.put("scale", cell.policy().scale(1));
    if (!cell.safeguards().drawsAsFitted()) {
      content.put("drawing", cell.safeguards().drawing().toString());
    }
    if (alarm.subject() != Subject.SYNTHETIC) {
      content.put("gates", cell.safeguards().gates() + " " + cell.safeguards().refill());
    }
    AvailableUnits probe = AvailableUnits.ofCorpus(1000, 1000, 500);
    boolean sizedByPolicy =
        cell.policy().syntheticUnits(1, probe) != Math.round(500 * cell.policy().scale(1));
    boolean pooled =
        cell.safeguards().gates().stream().anyMatch(Safeguard.OnPool.class::isInstance);
    if (sizedByPolicy
        || alarm.subject() == Subject.TRAINING
        || alarm.subject() == Subject.MODEL
        || (alarm.subject() == Subject.GUARDED && pooled)) {
      content.set("policy", resolved.path("policy"));
    }
    if (cell.ecosystem() != null) {
      content.set("ecosystem", resolved.path("ecosystem"));
    }
    content.put(DRAWS, draws(alarm));
    content.put("seed", experiment.seed());
    content.put("orders", experiment.metricOrder() + " " + experiment.evaluation());
    try {
      return Sha256.hex(JSON.writeValueAsBytes(JSON.treeToValue(content, Map.class)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode resolved(Experiment experiment, Cell cell) {
    for (JsonNode each : experiment.resolved().tree().path("cells")) {
      if (each.path("folder").asText().equals(cell.folder())) {
        return each;
      }
    }
    throw new IllegalStateException("the experiment has no cell in " + cell.folder());
  }

  private String folder(Cell cell, int member, Safeguard.Alarm alarm) {
    String metric = Sha256.hex(alarm.metric() + " " + alarm.subject() + " " + alarm.scope());
    return "alarms/"
        + hash(experiment, cell, alarm).substring(0, 16)
        + "-"
        + metric.substring(0, 8)
        + (member == ONE ? "" : "-m" + member);
  }
}
