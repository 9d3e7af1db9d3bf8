package ouroboros.experiment.config;

import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Action;
import ouroboros.safeguard.Safeguard.Gate;
import ouroboros.safeguard.Safeguard.Train;

/** Binds the gates that only text can have: one method per kind. */
final class CriticBinder {
  static final int MOST_ORDER = 6;
  static final int DEFAULT_ORDER = 3;

  private static final int DEFAULT_TOP_K = 8;
  private static final int MOST_TOP_K = 1000;
  private static final int DEFAULT_PACK = 8;
  private static final int MOST_PACK = 1024;
  private static final double DEFAULT_MARGIN = 0.05;
  private static final double DEFAULT_FALSE_ALARM = 0.05;
  private static final double DEFAULT_POWER = 10;
  private static final int DEFAULT_AT_MOST = 3;
  private static final int MOST_COPIES = 1000;
  private static final Range DROPPED =
      new Range("a number in [0, 1): at 1 nothing would pass", 0, 1, Range.Ends.LOW);

  private CriticBinder() {}

  static Gate revise(Section section) {
    return new Safeguard.Revise(
        section.optional("order", Types.count(1, MOST_ORDER), DEFAULT_ORDER),
        section.required("when", Types.choice(Safeguard.When.class)),
        section.required("threshold", Types.number(Range.SHARE)),
        section.optional("top-k", Types.count(1, MOST_TOP_K), DEFAULT_TOP_K));
  }

  static Gate packed(Section section) {
    return new Safeguard.PackedCritic(
        section.optional("pack", Types.count(1, MOST_PACK), DEFAULT_PACK),
        section.optional("margin", Types.number(DROPPED), DEFAULT_MARGIN));
  }

  /** A detector that is trained. */
  static Gate detector(Section section) {
    Train train = section.required("train", Types.choice(Train.class));
    Action action = Action.DROP;
    if (section.has("action")) {
      action = section.optional("action", Types.choice(Action.class), Action.DROP);
    }
    if (action == Action.DROP) {
      double falseAlarm = section.required("false-alarm", Types.number(DROPPED));
      return new Safeguard.DetectorByTraining(
          train, falseAlarm, action, DEFAULT_POWER, DEFAULT_AT_MOST);
    }
    return new Safeguard.DetectorByTraining(
        train,
        section.optional("false-alarm", Types.number(DROPPED), DEFAULT_FALSE_ALARM),
        action,
        section.optional("power", Types.number(Range.ADDED), DEFAULT_POWER),
        section.optional("at-most", Types.count(1, MOST_COPIES), DEFAULT_AT_MOST));
  }

  /** A published filter of documents. */
  static Gate preset(Section section) {
    return new Safeguard.PagePreset(
        section.required("preset", Types.choice(Safeguard.Preset.class)));
  }
}
